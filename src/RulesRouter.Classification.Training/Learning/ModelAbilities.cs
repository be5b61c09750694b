using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Each model's mean success, by data set and domain.</summary>
internal sealed class ModelAbilities
{
    private readonly Dictionary<(string DataSet, Domain? Domain, string Model), (double Sum, int Rows)> sums = [];

    public ModelAbilities(IEnumerable<OutcomeRow> rows)
    {
        foreach (var row in rows)
        {
            foreach (var (model, success) in row.Outcomes)
            {
                var key = (row.DataSet, row.Domain, model);
                var (sum, count) = sums.GetValueOrDefault(key);
                sums[key] = (sum + success, count + 1);
            }
        }
    }

    /// <summary>NaN if the model has no such rows.</summary>
    public double Of(OutcomeRow row, string model) =>
        sums.TryGetValue((row.DataSet, row.Domain, model), out var seen) ? seen.Sum / seen.Rows : double.NaN;
}
