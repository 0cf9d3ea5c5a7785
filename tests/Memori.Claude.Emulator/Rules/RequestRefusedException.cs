using System.Diagnostics.CodeAnalysis;
using Memori.Claude.Emulator.Replies;

namespace Memori.Claude.Emulator.Rules;

/// <summary>The request breaks a rule of the API.</summary>
internal sealed class RequestRefusedException(FaultReply fault) : Exception(fault.Message)
{
    public FaultReply Fault { get; } = fault;

    public static RequestRefusedException Invalid(string message) => new(FaultReply.Of(400) with { Message = message });

    /// <summary>Refuses unless <paramref name="holds"/>.</summary>
    public static void Require([DoesNotReturnIf(false)] bool holds, string message)
    {
        if (!holds)
        {
            throw Invalid(message);
        }
    }
}
