using System.CommandLine;

namespace Memori.Cli.Evaluate;

/// <summary><c>memori eval text2sql</c> and <c>memori eval recall</c>.</summary>
internal static class EvalCommand
{
    public static Command Create() => new("eval", "Measure on questions with known answers · 评测")
    {
        EvalText2SqlCommand.Create(),
        EvalRecallCommand.Create(),
    };
}
