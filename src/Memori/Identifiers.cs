using System.Globalization;
using Memori.Text;

namespace Memori;

/// <summary>The rule for ids of users, sessions, namespaces and memories.</summary>
public static class Identifiers
{
    /// <summary>The greatest length of an id, in UTF-16 code units.</summary>
    public const int MaxLength = 200;

    /// <summary>Returns <paramref name="id"/> when it is 1–200 characters of well-formed Unicode without controls.</summary>
    /// <param name="id">The id, opaque and compared ordinally.</param>
    /// <param name="field">The name of the field, for the message.</param>
    /// <exception cref="MemoriException"><c>invalid-id</c>.</exception>
    public static string Require(string? id, string field) => IsValid(id)
        ? id!
        : throw new MemoriException(
            FaultKind.BadRequest,
            "invalid-id",
            new LocalizedText(
                $"{field} must be 1 to {MaxLength} characters of well-formed text without control characters.",
                $"{field} 必须是 1 到 {MaxLength} 个字符的有效文本,且不含控制字符。"));

    private static bool IsValid(string? id)
    {
        if (string.IsNullOrEmpty(id) || id.Length > MaxLength)
        {
            return false;
        }

        for (var i = 0; i < id.Length; i++)
        {
            if (char.IsControl(id[i]) || CharUnicodeInfo.GetUnicodeCategory(id[i]) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return false;
            }

            if (!char.IsSurrogate(id[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(id[i]) || i + 1 == id.Length || !char.IsLowSurrogate(id[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }
}
