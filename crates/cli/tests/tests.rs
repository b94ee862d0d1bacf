//! The command as a user meets it: arguments in, output, exit code and files out. One binary for all of them.

mod check;
mod cite;
mod compare;
mod pack;
mod publish;
mod search;
mod tool;
