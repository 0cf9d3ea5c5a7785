using Memori.Text;

namespace Memori.Ingestion;

/// <summary>
/// Judges a memory before it is saved, whether it is remembered, observed, extracted, changed in its text or data, or imported. All that are
/// registered are asked, after the engine's own. Thread-safe and quick.
/// </summary>
public interface IMemoryValidator
{
    /// <summary>Why <paramref name="memory"/> must not be saved, or null when it may.</summary>
    MemoryRefusal? Check(Memory memory);
}

/// <summary>Why a memory is not saved.</summary>
/// <param name="Code">A stable code in kebab case.</param>
/// <param name="Reason">What was wrong, for a person.</param>
public sealed record MemoryRefusal(string Code, LocalizedText Reason)
{
    internal MemoriException ToException() => new(FaultKind.BadRequest, Code, Reason);
}
