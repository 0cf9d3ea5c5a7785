using System.Text.Json;

namespace Memori.Claude.Tokens;

/// <summary>What a block of content is, besides text.</summary>
internal enum Medium
{
    None,
    Tool,
    Image,
    Document,
}

internal static class Mediums
{
    /// <summary>By the <c>type</c> of a block.</summary>
    public static Medium Of(ref Utf8JsonReader type)
    {
        if (type.TokenType != JsonTokenType.String)
        {
            type.Skip();
            return Medium.None;
        }

        if (type.ValueTextEquals("image"u8))
        {
            return Medium.Image;
        }

        if (type.ValueTextEquals("document"u8))
        {
            return Medium.Document;
        }

        return type.ValueTextEquals("tool_use"u8) || type.ValueTextEquals("tool_result"u8) || type.ValueTextEquals("server_tool_use"u8) ? Medium.Tool : Medium.None;
    }

    /// <summary>How many more tokens it may be then: whoever names a document by its address must not get a long one at the price of a short one.</summary>
    public static double Unseen(Medium medium) => medium == Medium.Document ? MediaTokens.Page * (MediaTokens.ManyPages - MediaTokens.UsualPages) : 0;

    /// <summary>The tokens when nothing tells the size.</summary>
    public static double Unsized(Medium medium) => medium switch
    {
        Medium.Image => MediaTokens.LargestImage,
        Medium.Document => MediaTokens.Page * MediaTokens.UsualPages,
        _ => 0,
    };
}
