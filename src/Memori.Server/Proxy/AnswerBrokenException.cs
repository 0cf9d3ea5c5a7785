namespace Memori.Server.Proxy;

/// <summary>
/// An answer of the API broke off after it had begun to be passed on. Thrown to the web server, which then sends what it still has and closes the connection without the mark of a whole answer;
/// to abort would take back what still waits to be sent.
/// </summary>
internal sealed class AnswerBrokenException() : IOException("Claude's answer broke off, and so does the one that was passed on.");
