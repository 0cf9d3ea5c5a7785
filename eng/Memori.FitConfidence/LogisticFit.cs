namespace Memori.FitConfidence;

/// <summary>
/// Logistic regression by Newton's method (iteratively reweighted least squares) with a little ridge, so that signals that say the same
/// share their weight and rare ones stay small. Deterministic.
/// </summary>
internal static class LogisticFit
{
    private const double Ridge = 2;
    private const int Rounds = 30;

    /// <summary>The weights, the constant first; the constant is not shrunk.</summary>
    /// <param name="rows">The signals of each answer, a 1 for the constant first.</param>
    /// <param name="right">Whether each answer was right.</param>
    /// <param name="shares">How much each answer counts.</param>
    public static double[] Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> right, IReadOnlyList<double> shares)
    {
        var size = rows[0].Length;
        var weights = new double[size];
        for (var round = 0; round < Rounds; round++)
        {
            var gradient = new double[size];
            var hessian = new double[size, size];
            for (var i = 1; i < size; i++)
            {
                gradient[i] = -Ridge * weights[i];
                hessian[i, i] = Ridge;
            }

            for (var n = 0; n < rows.Count; n++)
            {
                var row = rows[n];
                var p = Probability(row, weights);
                var error = shares[n] * ((right[n] ? 1 : 0) - p);
                var curvature = shares[n] * p * (1 - p);
                for (var i = 0; i < size; i++)
                {
                    gradient[i] += error * row[i];
                    for (var j = 0; j < size; j++)
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

    /// <summary>The weight of one signal where the others stay as they are.</summary>
    public static double One(IReadOnlyList<double[]> rows, IReadOnlyList<bool> right, double[] weights, int at)
    {
        var own = (double[])weights.Clone();
        own[at] = 0;
        for (var round = 0; round < Rounds; round++)
        {
            double gradient = -Ridge * own[at], curvature = Ridge;
            for (var n = 0; n < rows.Count; n++)
            {
                var p = Probability(rows[n], own);
                gradient += ((right[n] ? 1 : 0) - p) * rows[n][at];
                curvature += p * (1 - p) * rows[n][at] * rows[n][at];
            }

            own[at] += gradient / curvature;
        }

        return own[at];
    }

    public static double Probability(double[] row, double[] weights) => 1 / (1 + Math.Exp(-row.Zip(weights, (x, w) => x * w).Sum()));

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
