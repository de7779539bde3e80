/**
 * The words every room shares: a stream, a real-time promise, an error, a file that is whole. May
 * import: the JDK.
 */
package audio.liminal.signal;
