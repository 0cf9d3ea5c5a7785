namespace Memori.Claude.Pacing;

/// <summary>A call's leave to go. Ended by the headers of its response, or disposed when there is none. Thread-safe.</summary>
internal sealed class Turn(Pacer pacer, PacedAccount account, Lane lane, long tokens) : IDisposable
{
    private static readonly AsyncLocal<Turn?> Ambient = new();
    private int _ended;

    /// <summary>The turn of the call that is made now: the HTTP handler far below reports to it.</summary>
    public static Turn? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public PacedAccount Account => account;

    public Lane Lane => lane;

    public long Tokens => tokens;

    /// <summary>The API answered: what its headers say of the limits holds from now on.</summary>
    public void Report(HttpResponseMessage response) => pacer.Report(this, response, First());

    public void Dispose()
    {
        if (First())
        {
            pacer.Leave(this);
        }
    }

    private bool First() => Interlocked.Exchange(ref _ended, 1) == 0;
}
