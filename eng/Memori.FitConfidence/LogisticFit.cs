using Memori.Text2Sql.Verification.Calibration;

namespace Memori.FitConfidence;

/// <summary>
/// Logistic regression by Newton's method (iteratively reweighted least squares) with a ridge, so that signals that say the same
/// share their weight and rare ones stay small. Deterministic.
/// </summary>
internal static class LogisticFit
{
    private const int Rounds = 30;

    /// <summary>The weights.</summary>
    /// <param name="rows">The signals of each answer; a 1 for a constant.</param>
    /// <param name="right">Whether each answer was right.</param>
    /// <param name="shares">How much each answer counts.</param>
    /// <param name="ridges">How much each weight is shrunk; 0 for a constant.</param>
    public static double[] Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> right, IReadOnlyList<double> shares, IReadOnlyList<double> ridges)
    {
        var size = ridges.Count;
        var weights = new double[size];
        var filled = rows.Select(row => Enumerable.Range(0, size).Where(i => row[i] != 0).ToArray()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var gradient = new double[size];
            var hessian = new double[size, size];
            for (var i = 0; i < size; i++)
            {
                gradient[i] = -ridges[i] * weights[i];
                hessian[i, i] = ridges[i];
            }

            for (var n = 0; n < rows.Count; n++)
            {
                var row = rows[n];
                var p = Probability(row, weights);
                var error = shares[n] * ((right[n] ? 1 : 0) - p);
                var curvature = shares[n] * p * (1 - p);
                foreach (var i in filled[n])
                {
                    gradient[i] += error * row[i];
                    foreach (var j in filled[n])
                    {
                        hessian[i, j] += curvature * row[i] * row[j];
                    }
                }
            }

            var step = Solve(hessian, gradient);
            for (var i = 0; i < size; i++)
            {
                weights[i] += step[i];
            }

            if (step.Max(Math.Abs) < 1e-9)
            {
                break;
            }
        }

        return weights;
    }

    /// <summary>The weight of one more signal beside others that stay as they are.</summary>
    /// <param name="answers">The log-odds of each answer without the signal, the signal, and whether the answer was right.</param>
    /// <param name="ridge">How much the weight is shrunk.</param>
    public static double One(IReadOnlyList<(double Odds, double Signal, bool Right)> answers, double ridge)
    {
        var weight = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            double gradient = -ridge * weight, curvature = ridge;
            foreach (var (odds, signal, right) in answers)
            {
                var p = LogisticModel.Sigmoid(odds + (weight * signal));
                gradient += ((right ? 1 : 0) - p) * signal;
                curvature += p * (1 - p) * signal * signal;
            }

            weight += gradient / curvature;
        }

        return weight;
    }

    public static double Probability(double[] row, double[] weights) => LogisticModel.Sigmoid(row.Zip(weights, (x, w) => x * w).Sum());

    /// <summary>Gaussian elimination with pivots; a signal that never varies gets no weight.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        for (var column = 0; column < size; column++)
        {
            var pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(matrix[row, column]));
            if (Math.Abs(matrix[pivot, column]) < 1e-12)
            {
                continue;
            }

            for (var j = 0; j < size; j++)
            {
                (matrix[column, j], matrix[pivot, j]) = (matrix[pivot, j], matrix[column, j]);
            }

            (right[column], right[pivot]) = (right[pivot], right[column]);
            for (var row = 0; row < size; row++)
            {
                if (row == column)
                {
                    continue;
                }

                var factor = matrix[row, column] / matrix[column, column];
                for (var j = column; j < size; j++)
                {
                    matrix[row, j] -= factor * matrix[column, j];
                }

                right[row] -= factor * right[column];
            }
        }

        return [.. Enumerable.Range(0, size).Select(i => Math.Abs(matrix[i, i]) < 1e-12 ? 0 : right[i] / matrix[i, i])];
    }
}
