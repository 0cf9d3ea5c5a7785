using Memori.Text;

namespace Memori.Server.Limits;

/// <summary>A caller asks more often than it may, and may again after <see cref="Wait"/>.</summary>
internal sealed class TooOftenException(string code, LocalizedText text, TimeSpan wait) : MemoriException(FaultKind.TooOften, code, text)
{
    /// <summary>How long to wait.</summary>
    public TimeSpan Wait { get; } = wait;
}
