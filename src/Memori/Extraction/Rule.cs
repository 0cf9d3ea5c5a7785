using System.Text.RegularExpressions;

namespace Memori.Extraction;

/// <summary>A form of sentence that is worth remembering.</summary>
/// <param name="Name">For explanation.</param>
/// <param name="Kind">What it makes.</param>
/// <param name="Pattern">The form. The group <c>value</c> is the value of the slot.</param>
/// <param name="Confidence">How sure it is, 0–1.</param>
/// <param name="Slot">The slot when only one value can be true; <c>{group}</c> stands for the normalised text of a group of the pattern, <c>{pair}</c> for the groups <c>value</c> and <c>other</c> in an order of their own.</param>
/// <param name="Importance">Base importance. Default: the weight of the kind.</param>
/// <param name="Constant">The value when the form itself is the value.</param>
internal sealed record Rule(string Name, MemoryKind Kind, Regex Pattern, double Confidence, string? Slot = null, double? Importance = null, string? Constant = null)
{
    /// <summary>The name of the forms that say what a term means: the group <c>value</c> is its meaning.</summary>
    public const string Definition = "definition";
}
