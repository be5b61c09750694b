using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Timelines;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Proving.Searching;

/// <summary>A solver's model → values of facts that give every encoded condition its value in the model.</summary>
/// <param name="at">The earliest time that clocks may show.</param>
/// <param name="until">The end (exclusive) of the time that clocks may show; null: none.</param>
internal sealed class ModelReader(FactSpace space, DateTimeOffset at, DateTimeOffset? until = null)
{
    private const int MaxCombinations = 1_000;

    private readonly Func<int, bool> isTrue = space.Circuit.Solver.IsTrue;

    /// <summary>A value for every fact, chosen independently; together they may contradict the model.</summary>
    public FactAssignment ReadEach()
    {
        var values = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var fact in space.Facts.Where(fact => isTrue(fact.Known)))
        {
            values[fact.Fact.Name] = ValueOf(fact);
        }

        var chosen = new FactAssignment(values, at);
        return space.Clocks.Any()
            ? HalfHours().Select(time => chosen.Moved(space.Clocks, time)).FirstOrDefault(Shows) ?? chosen.Moved(space.Clocks, at)
            : chosen;
    }

    /// <summary>The start time, then every half hour of the following year and of the days that conditions name.</summary>
    private IEnumerable<DateTimeOffset> HalfHours() => From(at, 366).Concat(NamedDays().SelectMany(day => From(day.AddDays(-1), 3)))
        .Where(time => time >= at && !(time >= until));

    private static IEnumerable<DateTimeOffset> From(DateTimeOffset start, int days) =>
        Enumerable.Range(0, 2 * 24 * days).Select(halves => start.AddMinutes(30 * halves));

    private IEnumerable<DateTimeOffset> NamedDays() =>
        space.Facts.Where(fact => fact.Fact.IsClock && fact.Fact.Name.EndsWith(".date", StringComparison.Ordinal))
        .SelectMany(fact => fact.Number!.Cuts)
        .SelectMany(cut => DateOnly.TryParseExact(cut.ToString("00000000", CultureInfo.InvariantCulture), "yyyyMMdd",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1 and < 9998 ? new[] { Timeline.StartOf(day) } : []);

    /// <summary>Whether conditions on clocks alone have their values in the model.</summary>
    private bool Shows(FactAssignment facts) =>
        space.Leaves.Where(leaf => ConditionFacts.Of(leaf.Condition).All(slot => leaf.Schema[slot].IsClock))
            .All(leaf => Fits(leaf, facts.Over(leaf.Schema, leaf.Scripts)));

    /// <summary>Null if no combination fits.</summary>
    public FactAssignment? Fit(FactAssignment chosen) => Combinations(chosen).FirstOrDefault(candidate => Mismatch(candidate) is null);

    /// <summary>A condition whose value differs from the model; null if none does.</summary>
    public EncodedLeaf? Mismatch(FactAssignment facts)
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
        FactType.Set => FactValue.Of(
            fact.Members.Where(pair => isTrue(pair.Value)).Select(pair => pair.Key).ToImmutableSortedSet(StringComparer.Ordinal)),
        FactType.String or FactType.Enum => FactValue.Of(TextChoice.Find(fact.Text!, $"any-{fact.Fact.Name.Replace('.', '-')}", isTrue) ?? ""),
    };

    private IEnumerable<FactAssignment> Combinations(FactAssignment chosen) => new NumberSearch(space).Solutions()
        .SelectMany(numbers => Texts().Aggregate(
            new[] { numbers.Aggregate(chosen, (facts, number) => facts.With(number.Fact, FactValue.Of(number.Value))) }.AsEnumerable(),
            (found, text) => found.SelectMany(facts => TextCandidates(text).Select(value => facts.With(text.Fact.Name, value)))))
        .Take(MaxCombinations);

    /// <summary>Strings that conditions compare with each other.</summary>
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
