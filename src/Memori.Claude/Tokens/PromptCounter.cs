namespace Memori.Claude.Tokens;

/// <summary>Adds up a prompt.</summary>
internal struct PromptCounter
{
    private TextScanner _scanner;
    private double _frame;
    private double _preamble;
    private double _media;

    public void AddText(ReadOnlySpan<byte> text, bool escaped)
    {
        _scanner.Add(text, escaped);
        _scanner.End();
    }

    public void AddText(ReadOnlySpan<char> text)
    {
        _scanner.Add(text);
        _scanner.End();
    }

    /// <summary>A piece of a text that goes on.</summary>
    public void AddPiece(ReadOnlySpan<byte> text, bool escaped = false) => _scanner.Add(text, escaped);

    public void EndText() => _scanner.End();

    public void AddFrame(double tokens) => _frame += tokens;

    public void AddPreamble(double tokens) => _preamble += tokens;

    public void AddMedia(double tokens) => _media += tokens;

    public readonly PromptFeatures ToFeatures() => new()
    {
        Words = TokenWeights.Words(_scanner.Counts),
        Scripts = TokenWeights.Scripts(_scanner.Counts),
        Marks = TokenWeights.Marks(_scanner.Counts),
        Frame = _frame,
        Preamble = _preamble,
        Media = _media,
    };
}
