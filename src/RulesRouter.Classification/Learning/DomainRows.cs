using RulesRouter.Classifiers.Data;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Learning;

/// <summary>Turns outcome rows into what a domain's heads learn from.</summary>
internal static class DomainRows
{
    public static IReadOnlyList<LearningRow> Of(IReadOnlyList<OutcomeRow> rows, ModelAbilities abilities) =>
        [.. rows.AsParallel().AsOrdered().Select(row => Of(row, abilities))];

    private static LearningRow Of(OutcomeRow row, ModelAbilities abilities)
    {
        var (labels, weights) = (new float[DomainTargets.Count], new float[DomainTargets.Count]);
        foreach (var (model, success) in row.Outcomes)
        {
            var (lower, share) = AbilityGrid.Place(abilities.Of(row, model));
            labels[lower] += (1 - share) * (float)success;
            weights[lower] += 1 - share;
            labels[lower + 1] += share * (float)success;
            weights[lower + 1] += share;
        }

        for (var level = 0; level < AbilityGrid.Levels.Length; level++)
        {
            labels[level] = weights[level] > 0 ? labels[level] / weights[level] : 0;
            weights[level] = weights[level] < 0.05f ? 0 : MathF.Min(3, MathF.Sqrt(weights[level]));
        }

        (labels[DomainTargets.Difficulty], weights[DomainTargets.Difficulty]) = (1 - (float)row.Outcomes.Values.Average(), 1);
        if (row.OutChars.Count > 0)
        {
            var tokens = TokenEstimate.OfCharacters((int)row.OutChars.Values.Average(), code: false);
            (labels[DomainTargets.OutputLength], weights[DomainTargets.OutputLength]) = (DomainTargets.ToScale(tokens), 1);
        }

        return new LearningRow(PromptVector.Of(row.Prompt), row.Source, row.Group, labels, weights);
    }
}
