using System.Runtime.CompilerServices;

namespace Memori.Claude.Tokens;

/// <summary>How often each <see cref="TextFeature"/> occurs.</summary>
[InlineArray(Length)]
internal struct TextCounts
{
    public const int Length = (int)TextFeature.Break + 1;

    private int _first;

    public void Add(TextFeature feature, int count = 1) => this[(int)feature] += count;
}
