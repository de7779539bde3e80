/** The command line, and the only place that wires the rooms together. May import: all. */
package audio.liminal.cli;
