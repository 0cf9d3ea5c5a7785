using Memori.Telemetry;

namespace Memori;

public sealed partial class MemoryEngine
{
    /// <summary>Whether nobody is told what it does: that is no work of anybody's.</summary>
    private bool IsSilent { get; init; }

    private bool Tells => !IsSilent && MemoryTelemetry.IsOn;

    private void Tell(Memory written)
    {
        if (!IsSilent)
        {
            MemoryTelemetry.Wrote(written);
        }
    }
}
