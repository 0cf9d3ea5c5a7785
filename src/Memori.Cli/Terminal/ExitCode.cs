namespace Memori.Cli.Terminal;

/// <summary>The exit codes of every command.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Refused = 3;
    public const int Budget = 4;
    public const int Interrupted = 130;

    public static int Of(FaultKind kind) => kind switch
    {
        FaultKind.BadRequest => Usage,
        FaultKind.Refused => Refused,
        FaultKind.Budget => Budget,
        _ => Failed,
    };
}
