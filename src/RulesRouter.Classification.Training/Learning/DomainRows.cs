using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Converts outcome rows to the training rows of a domain's heads.</summary>
internal static class DomainRows
{
    /// <summary>Minimum mean group size for the target within groups.</summary>
    private const double MinGroupSize = 2;

    /// <summary>Of answers in English, of which only the length is known.</summary>
    private const double CharactersPerToken = 4;
    private const float MaxWeight = 3;

    public static IReadOnlyList<LearningRow> Of(IReadOnlyList<OutcomeRow> rows, ModelAbilities abilities)
    {
        var leads = rows.Select(row => Lead(row, abilities)).ToArray();
        var inDataSet = Less(leads, rows, row => row.DataSet);
        var inGroup = rows.Count >= MinGroupSize * rows.Select(row => row.Group).Distinct().Count()
            ? Less(inDataSet, rows, row => row.Group)
            : new double?[rows.Count];
        return
        [
            .. Enumerable.Range(0, rows.Count).AsParallel().AsOrdered().Select(at => Of(rows[at], abilities, inDataSet[at], inGroup[at])),
        ];
    }

    private static LearningRow Of(OutcomeRow row, ModelAbilities abilities, double? lead, double? leadInGroup)
    {
        var (labels, weights) = (new float[DomainTargets.Count], new float[DomainTargets.Count]);
        void Set(int target, double label, double models) =>
            (labels[target], weights[target]) = ((float)Math.Clamp(label, 0, 1), MathF.Min(MaxWeight, (float)Math.Sqrt(models)));

        var answers = row.Outcomes.OrderBy(outcome => outcome.Key, StringComparer.Ordinal)
            .Select(outcome => new LearningAnswer(abilities.Of(row, outcome.Key), outcome.Value))
            .Where(answer => double.IsFinite(answer.Ability))
            .ToArray();
        if (answers.Length > 0)
        {
            Set(DomainTargets.Ease, 0.5 + answers.Average(answer => answer.Success - answer.Ability) / 2, answers.Length);
        }

        if (lead is { } ahead)
        {
            Set(DomainTargets.Spread, 0.5 + ahead / 2, answers.Length / 2.0);
        }

        if (leadInGroup is { } further)
        {
            Set(DomainTargets.SpreadInGroup, 0.5 + further / 2, answers.Length / 2.0);
        }

        Set(DomainTargets.Difficulty, 1 - row.Outcomes.Values.Average(), 1);
        if (row.OutChars.Count > 0)
        {
            Set(DomainTargets.OutputLength, DomainTargets.ToScale(Math.Ceiling(row.OutChars.Values.Average() / CharactersPerToken)), 1);
        }

        return new LearningRow(PromptVector.Of(row.Prompt), row.Source, row.Group, labels, weights) { Answers = answers };
    }

    /// <summary>The lead of the abler half of the models over the other half; null for fewer than two models.</summary>
    private static double? Lead(OutcomeRow row, ModelAbilities abilities)
    {
        var byAbility = row.Outcomes.Select(outcome => (Ability: abilities.Of(row, outcome.Key), outcome.Key, outcome.Value))
            .Where(outcome => double.IsFinite(outcome.Ability))
            .OrderBy(outcome => outcome.Ability)
            .ThenBy(outcome => outcome.Key, StringComparer.Ordinal)
            .Select(outcome => outcome.Value)
            .ToArray();
        var half = byAbility.Length / 2;
        return half == 0 ? null : byAbility[^half..].Average() - byAbility[..half].Average();
    }

    /// <summary>Subtracts from each value the mean of its group.</summary>
    private static double?[] Less(double?[] values, IReadOnlyList<OutcomeRow> rows, Func<OutcomeRow, string> kind)
    {
        var means = Enumerable.Range(0, rows.Count)
            .GroupBy(at => kind(rows[at]))
            .ToDictionary(same => same.Key, same => same.Average(at => values[at]));
        return [.. values.Select((value, at) => value - means[kind(rows[at])])];
    }
}
