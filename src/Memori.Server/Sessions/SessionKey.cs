namespace Memori.Server.Sessions;

/// <summary>Which session is meant.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Id">Which of theirs. Compared ordinally, like the user.</param>
internal readonly record struct SessionKey(string UserId, string Id);

/// <summary>That a session was used.</summary>
/// <param name="Key">Which.</param>
/// <param name="At">When last.</param>
/// <param name="Requests">By how many requests that were not counted yet.</param>
internal readonly record struct SessionTouch(SessionKey Key, DateTimeOffset At, int Requests);
