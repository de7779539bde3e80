/** The words every room shares: a stream, a real-time promise, an error. May import: the JDK. */
package audio.liminal.signal;
