namespace Memori.MeasureMemory;

/// <summary>How many questions were put right, and of the others, how many were right before and after.</summary>
internal readonly record struct MemoryFigures(int Learned, int Asked, int Before, int After, int Remembered, int RightlyRemembered)
{
    public static MemoryFigures operator +(MemoryFigures one, MemoryFigures other) => new(
        one.Learned + other.Learned, one.Asked + other.Asked, one.Before + other.Before, one.After + other.After, one.Remembered + other.Remembered, one.RightlyRemembered + other.RightlyRemembered);
}
