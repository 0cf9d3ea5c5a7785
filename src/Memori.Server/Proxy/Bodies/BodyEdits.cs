using System.Text;
using System.Text.Encodings.Web;

namespace Memori.Server.Proxy.Bodies;

/// <summary>Changes of a body: pieces put in and pieces left out, in order; every other byte stays as it came.</summary>
internal sealed class BodyEdits
{
    private readonly List<Edit> _edits = [];

    /// <summary>Whether the body stays as it came.</summary>
    public bool IsEmpty => _edits.Count == 0;

    /// <summary>Puts a text as the first block into a message.</summary>
    public void PutBlock(in BodyMessage message, string text)
    {
        var block = $$"""{"type":"text","text":"{{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}}"}""";
        switch (message.Form)
        {
            case ContentForm.Text:
                _edits.Add(new Edit(message.ContentStart, 0, Encode($$"""[{{block}},{"type":"text","text":""")));
                _edits.Add(new Edit(message.ContentEnd, 0, "}]"u8.ToArray()));
                break;
            case ContentForm.Blocks:
                _edits.Add(new Edit(message.ContentStart + 1, 0, Encode($"{block},")));
                break;
        }
    }

    /// <summary>Leaves a piece out.</summary>
    public void Remove(int start, int length) => _edits.Add(new Edit(start, length, []));

    /// <summary>The body with the changes made.</summary>
    public byte[] Apply(ReadOnlySpan<byte> body)
    {
        var edits = _edits.OrderBy(edit => edit.Start).ToList();
        var result = new byte[body.Length + edits.Sum(edit => edit.Insert.Length - edit.Removed)];
        var from = 0;
        var to = 0;
        foreach (var edit in edits)
        {
            body[from..edit.Start].CopyTo(result.AsSpan(to));
            to += edit.Start - from;
            edit.Insert.CopyTo(result, to);
            to += edit.Insert.Length;
            from = edit.Start + edit.Removed;
        }

        body[from..].CopyTo(result.AsSpan(to));
        return result;
    }

    private static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);

    private readonly record struct Edit(int Start, int Removed, byte[] Insert);
}
