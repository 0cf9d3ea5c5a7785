namespace Memori.Claude.Tokens;

/// <summary>
/// What one model makes of each part of a prompt: a factor per part, learned from counts as a Kalman filter does. The factors of texts are expected to differ together
/// more than from each other, so the first counts move them all, and later ones tell them apart. Thread-safe; readers don't wait.
/// </summary>
internal sealed class Calibration
{
    private const int Parts = 6;
    private const int Texts = 3;
    private const int Preamble = 4;
    private const int Media = 5;

    // Standard deviations before anything is known, relative to the expected factor; all chosen on the samples.
    private const double DoubtOfModel = 0.13;
    private const double DoubtOfText = 0.08;
    private const double DoubtOfFrame = 0.5;
    private const double DoubtOfMedia = 0.15;

    // How far a count lies from the best linear estimate: relative, and for the shortest prompts absolute.
    private const double Noise = 0.07;
    private const double LeastNoise = 3;

    // Models are changed behind their names: what was learned fades.
    private const double Drift = 0.003;

    // A single count moves the factors no further than this many standard deviations would.
    private const double Surprise = 3;

    private const double LeastFactor = 0.05;
    private const double GreatestFactor = 10;
    private const double FadingOfSpread = 0.95;
    private const double LeastSpread = 0.5;
    private const double GreatestSpread = 9;
    private const double LeastMargin = 0.03;
    private const double LeastMarginTokens = 8;
    private const double BoundDeviations = 3.5;

    private readonly Lock _lock = new();
    private volatile State _state;

    public Calibration(double factor)
    {
        var mean = new double[Parts];
        Array.Fill(mean, factor);
        mean[Preamble] = 1;
        mean[Media] = 1;
        var covariance = new double[Parts * Parts];
        for (var i = 0; i < Parts; i++)
        {
            var own = i switch { < Texts => DoubtOfText, Media => DoubtOfMedia, _ => DoubtOfFrame } * mean[i];
            covariance[(i * Parts) + i] = own * own;
            for (var j = 0; j < Texts && i < Texts; j++)
            {
                covariance[(i * Parts) + j] += DoubtOfModel * factor * DoubtOfModel * factor;
            }
        }

        _state = new State(mean, covariance, 1);
    }

    public double Estimate(in PromptFeatures prompt)
    {
        Span<double> parts = stackalloc double[Parts];
        Fill(parts, prompt);
        return Dot(_state.Mean, parts);
    }

    public double UpperBound(in PromptFeatures prompt)
    {
        Span<double> parts = stackalloc double[Parts];
        Span<double> gain = stackalloc double[Parts];
        Fill(parts, prompt);
        var state = _state;
        var estimate = Dot(state.Mean, parts);
        var deviation = Math.Sqrt(Variance(state, parts, estimate, gain) * state.Spread);
        return estimate + Math.Max((LeastMargin * estimate) + LeastMarginTokens, BoundDeviations * deviation);
    }

    public void Learn(in PromptFeatures prompt, long tokens)
    {
        Span<double> parts = stackalloc double[Parts];
        Span<double> gain = stackalloc double[Parts];
        Fill(parts, prompt);
        lock (_lock)
        {
            var state = _state;
            var estimate = Dot(state.Mean, parts);
            var variance = Variance(state, parts, estimate, gain);
            var limit = Surprise * Math.Sqrt(variance);
            var error = Math.Clamp(tokens - estimate, -limit, limit);
            var mean = (double[])state.Mean.Clone();
            var covariance = (double[])state.Covariance.Clone();
            for (var i = 0; i < Parts; i++)
            {
                // Held at zero, the frame and the preamble would keep the factors of texts from learning.
                mean[i] = Math.Clamp(mean[i] + (gain[i] / variance * error), i is < Texts or Media ? LeastFactor : -1, GreatestFactor);
                for (var j = 0; j < Parts; j++)
                {
                    covariance[(i * Parts) + j] -= gain[i] * gain[j] / variance;
                }

                covariance[(i * Parts) + i] += Drift * Drift;
            }

            var spread = (state.Spread * FadingOfSpread) + ((1 - FadingOfSpread) * error * error / variance);
            _state = new State(mean, covariance, Math.Clamp(spread, LeastSpread, GreatestSpread));
        }
    }

    /// <summary>The variance of a count; <paramref name="gain"/> takes the covariance times the parts.</summary>
    private static double Variance(State state, ReadOnlySpan<double> parts, double estimate, Span<double> gain)
    {
        for (var i = 0; i < Parts; i++)
        {
            gain[i] = Dot(state.Covariance.AsSpan(i * Parts, Parts), parts);
        }

        return Math.Max(0, Dot(gain, parts)) + (Noise * estimate * Noise * estimate) + (LeastNoise * LeastNoise);
    }

    private static void Fill(Span<double> parts, in PromptFeatures prompt)
    {
        parts[0] = prompt.Words;
        parts[1] = prompt.Scripts;
        parts[2] = prompt.Marks;
        parts[Texts] = prompt.Frame;
        parts[Preamble] = prompt.Preamble;
        parts[Media] = prompt.Media;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <param name="Mean">The factors.</param>
    /// <param name="Covariance">How sure they are.</param>
    /// <param name="Spread">The square of the errors seen, relative to those expected.</param>
    private sealed record State(double[] Mean, double[] Covariance, double Spread);
}
