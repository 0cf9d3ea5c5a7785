namespace Memori.Claude.Pacing;

/// <summary>A call that waits for its turn.</summary>
internal sealed class Waiter(Lane lane, long tokens)
{
    private readonly TaskCompletionSource<Turn> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Lane Lane => lane;

    public long Tokens => tokens;

    public Task<Turn> Turn => _turn.Task;

    public void Go(Turn turn) => _turn.SetResult(turn);

    public void GiveUp(Exception cause) => _turn.SetException(cause);
}

/// <summary>The calls of one user that wait, in order.</summary>
internal sealed class WaitingLine(string user, Lane lane)
{
    public string User => user;

    public Lane Lane => lane;

    public LinkedList<Waiter> Waiters { get; } = new();
}
