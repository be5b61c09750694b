using System.Collections.Immutable;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Witnesses;

/// <summary>A solver's model → values of facts that make every encoded condition what the model says it is.</summary>
internal sealed class ModelReader(FactSpace space, DateTimeOffset at)
{
    private const int MostCombinations = 1_000;

    private readonly Func<int, bool> isTrue = space.Circuit.Solver.IsTrue;

    /// <summary>A value for every fact, each by itself; together they may not fit.</summary>
    public FactAssignment ReadEach()
    {
        var values = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var fact in space.Facts.Where(fact => isTrue(fact.Known)))
        {
            values[fact.Fact.Name] = ValueOf(fact);
        }

        var chosen = new FactAssignment(values, at);
        return space.Clocks.Any() ? HalfHours().Select(moment => chosen.Moved(space.Clocks, moment)).FirstOrDefault(Shows) ?? chosen.Moved(space.Clocks, at) : chosen;
    }

    /// <summary>The moment asked about, then every half hour of the year after it.</summary>
    private IEnumerable<DateTimeOffset> HalfHours() => Enumerable.Range(0, 2 * 24 * 366).Select(halves => at.AddMinutes(30 * halves));

    /// <summary>Whether everything asked of clocks alone is what the model says.</summary>
    private bool Shows(FactAssignment facts) => space.Leaves.Where(leaf => ConditionFacts.Of(leaf.Condition).All(slot => leaf.Schema[slot].IsClock)).All(leaf => Fits(leaf, facts.Over(leaf.Schema, leaf.Scripts)));

    /// <summary>Null where none was found that fits.</summary>
    public FactAssignment? Fit(FactAssignment chosen) => Combinations(chosen).FirstOrDefault(candidate => Unfit(candidate) is null);

    /// <summary>A condition that is not what the model says; null where all are.</summary>
    public EncodedLeaf? Unfit(FactAssignment facts)
    {
        var bySchema = new Dictionary<FactSchema, RequestFacts>();
        return space.Leaves.FirstOrDefault(leaf =>
        {
            if (!bySchema.TryGetValue(leaf.Schema, out var known))
            {
                bySchema[leaf.Schema] = known = facts.Over(leaf.Schema, leaf.Scripts);
            }

            return !Fits(leaf, known);
        });
    }

    private bool Fits(EncodedLeaf leaf, RequestFacts facts)
    {
        var truth = ConditionValue.Of(leaf.Condition, facts);
        return isTrue(leaf.Value.True) == (truth == Truth.True) && isTrue(leaf.Value.False) == (truth == Truth.False);
    }

    private FactValue ValueOf(FactVariable fact) => fact.Fact.Type switch
    {
        FactType.Boolean => FactValue.Of(isTrue(fact.Flag)),
        FactType.Number => FactValue.Of(NumberChoice.Representative(fact)),
        FactType.Set => FactValue.Of(fact.Members.Where(pair => isTrue(pair.Value)).Select(pair => pair.Key).ToImmutableSortedSet(StringComparer.Ordinal)),
        _ => FactValue.Of(TextChoice.Find(fact.Text!, $"any-{fact.Fact.Name.Replace('.', '-')}", isTrue) ?? ""),
    };

    private IEnumerable<FactAssignment> Combinations(FactAssignment chosen) => new NumberSearch(space).Solutions()
        .SelectMany(numbers => Texts().Aggregate(
            new[] { numbers.Aggregate(chosen, (facts, number) => facts.With(number.Fact, FactValue.Of(number.Value))) }.AsEnumerable(),
            (found, text) => found.SelectMany(facts => TextCandidates(text).Select(value => facts.With(text.Fact.Name, value)))))
        .Take(MostCombinations);

    /// <summary>Texts that conditions hold against each other.</summary>
    private IEnumerable<FactVariable> Texts()
    {
        var compared = space.Leaves.Select(leaf => leaf.Condition).OfType<Condition.SameString>().Any();
        return compared ? space.Facts.Where(fact => isTrue(fact.Known) && fact.Text is not null && fact.Fact.Type == FactType.String) : [];
    }

    private IEnumerable<FactValue> TextCandidates(FactVariable fact) => TextChoice.Candidates(fact.Text!, "any-text", isTrue)
        .Append($"any-{fact.Fact.Name}")
        .Where(candidate => TextChoice.Fits(fact.Text!, candidate, isTrue))
        .Select(FactValue.Of);
}
