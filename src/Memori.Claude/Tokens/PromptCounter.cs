namespace Memori.Claude.Tokens;

/// <summary>Adds up a prompt.</summary>
internal struct PromptCounter
{
    private TextScanner _scanner;
    private double _frame;
    private double _preamble;
    private double _media;
    private double _unseen;

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

    public void AddMedia(MediaSize media)
    {
        _media += media.Tokens;
        _unseen += media.Unseen;
    }

    /// <summary>What is not in the request, or of a form that tells no size.</summary>
    public void AddUnsized(Medium medium)
    {
        _media += Mediums.Unsized(medium);
        _unseen += Mediums.Unseen(medium);
    }

    public readonly PromptFeatures ToFeatures() => new()
    {
        Words = TokenWeights.Words(_scanner.Counts),
        Scripts = TokenWeights.Scripts(_scanner.Counts),
        Marks = TokenWeights.Marks(_scanner.Counts),
        Frame = _frame,
        Preamble = _preamble,
        Media = _media,
        Unseen = _unseen,
    };
}
