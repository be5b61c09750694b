using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;
using RulesRouter.Verification.Proving.Solving;
using RulesRouter.Verification.Timelines;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>
/// The space of all requests as literals, with shared variables for all schemas, so that two revisions see the same request.
/// </summary>
internal sealed class FactSpace
{
    private readonly Dictionary<string, FactVariable> facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EncodedLeaf> leaves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ComputedNumber> computed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TermOrder> orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> sameTexts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (NumberVariable Number, int Known)> scripts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClockDeclaration> clocks = new(StringComparer.Ordinal);
    private readonly HashSet<TextVariable> measured = [];

    private readonly Dictionary<string, string[]> enums = new(StringComparer.Ordinal);

    /// <param name="schemas">Schemas whose enums may differ; only values common to all are considered.</param>
    public FactSpace(params ReadOnlySpan<FactSchema> schemas)
    {
        foreach (var fact in schemas.ToArray().SelectMany(schema => schema.Facts).Where(fact => fact.Type == FactType.Enum))
        {
            enums[fact.Name] = enums.TryGetValue(fact.Name, out var values) ? [.. values.Where(fact.Values.Contains)] : [.. fact.Values];
        }

        foreach (var fact in FixedFacts.Definitions)
        {
            _ = this[fact];
        }

        FactRelations.Require(Circuit, slot => this[FixedFacts.Definitions[slot.Index]]);
    }

    public Circuit Circuit { get; } = new();

    public IEnumerable<FactVariable> Facts => facts.Values;

    public IEnumerable<EncodedLeaf> Leaves => leaves.Values;

    public IEnumerable<ComputedNumber> ComputedNumbers => computed.Values;

    public IEnumerable<TermOrder> Orders => orders.Values;

    /// <summary>One variable per name and type.</summary>
    public FactVariable this[FactDefinition fact]
    {
        get
        {
            var key = $"{fact.Name}\n{fact.Type}";
            if (!facts.TryGetValue(key, out var variable))
            {
                facts[key] = variable = new FactVariable(
                    Circuit,
                    fact,
                    enums.GetValueOrDefault(fact.Name) ?? [.. fact.Values],
                    NumberDomain.Of(fact.Range));
            }

            return variable;
        }
    }

    /// <summary>Encodes equal comparisons once.</summary>
    public Ternary Leaf(Condition leaf, FactSchema schema, ScriptRunner? scripts, Func<Condition, Ternary> encode)
    {
        var key = TermKey.Of(leaf, schema);
        if (!leaves.TryGetValue(key, out var found))
        {
            leaves[key] = found = new EncodedLeaf(leaf, schema, scripts, encode(leaf));
        }

        return found.Value;
    }

    public ComputedNumber Computed(
        NumberTerm term,
        FactSchema schema,
        IReadOnlyDictionary<NumberTerm,
        NumberVariable> operands,
        SourceSpan place)
    {
        var key = TermKey.Of(term, schema);
        if (!computed.TryGetValue(key, out var found))
        {
            computed[key] = found = new ComputedNumber(
                term,
                new NumberVariable(Circuit, NumberDomain.Result),
                MayNotBeANumber(operands, term),
                operands,
                place);
        }

        return found;
    }

    public TermOrder Order(
        NumberTerm left,
        NumberTerm right,
        FactSchema schema,
        IReadOnlyDictionary<NumberTerm,
        NumberVariable> operands,
        SourceSpan place)
    {
        var (first, second) = (TermKey.Of(left, schema), TermKey.Of(right, schema));
        var mirrored = string.CompareOrdinal(first, second) > 0;
        var key = mirrored ? $"{second}\n{first}" : $"{first}\n{second}";
        if (!orders.TryGetValue(key, out var found))
        {
            var (less, same) = (Circuit.NewVariable(), Circuit.NewVariable());
            Circuit.Require(-less, -same);
            found = orders[key] = mirrored
                ? new TermOrder(right, left, less, same, MayNotBeANumber(operands, left, right), operands, place)
                : new TermOrder(left, right, less, same, MayNotBeANumber(operands, left, right), operands, place);
        }

        return mirrored ? found.Mirrored(Circuit) : found;
    }

    public int SameText(FactVariable left, FactVariable right)
    {
        var key = string.Join('\n', new[] { left.Fact.Name, right.Fact.Name }.Order(StringComparer.Ordinal));
        if (!sameTexts.TryGetValue(key, out var same))
        {
            sameTexts[key] = same = Circuit.NewVariable();
            left.Text!.ForEachConstant(value => Link(value));
            right.Text!.ForEachConstant(value => Link(value));
        }

        return same;

        void Link(string value)
        {
            var (one, other) = (left.Text!.Equal(value), right.Text!.Equal(value));
            Circuit.Require(-one, -other, same);
            Circuit.Require(-one, -same, other);
            Circuit.Require(-other, -same, one);
        }
    }

    public IEnumerable<ClockDeclaration> Clocks => clocks.Values;

    /// <summary>Restricts a clock's date to an interval, and its month and day where the interval is within one.</summary>
    public void Restrict(ClockDeclaration clock, TimeInterval interval)
    {
        if (interval.From.Year is <= 1 or >= 9998 || interval.Until?.Year >= 9998)
        {
            return;
        }

        var first = TimeZoneInfo.ConvertTime(interval.From, clock.Zone).Date;
        Circuit.Require(-Part("date").AtMost(NumberOf(first) - 1));
        if (interval.Until is not { } until)
        {
            return;
        }

        var last = TimeZoneInfo.ConvertTime(until.AddTicks(-1), clock.Zone).Date;
        Circuit.Require(Part("date").AtMost(NumberOf(last)));
        if ((first.Year, first.Month) == (last.Year, last.Month))
        {
            Circuit.Require(Part("month").Compare(NumberRelation.Equal, first.Month));
        }

        if (first == last)
        {
            Circuit.Require(Part("day").Compare(NumberRelation.Equal, first.Day));
        }

        NumberVariable Part(string name) => this[clock.ToFacts().First(fact => fact.Name == $"{clock.Name}.{name}")].Number!;

        static long NumberOf(DateTime day) => (day.Year * 10_000L) + (day.Month * 100) + day.Day;
    }

    /// <summary>Clock facts are always known.</summary>
    public void Add(ClockDeclaration clock)
    {
        clocks[clock.Name] = clock;
        foreach (var fact in clock.ToFacts())
        {
            Circuit.Require(this[fact].Known);
        }
    }

    /// <summary>The result of a script: any number or unknown, but equal for equal facts.</summary>
    public (NumberVariable Number, int Known) Answer(ScriptCall call)
    {
        var key = TermKey.Of(call);
        if (!scripts.TryGetValue(key, out var answer))
        {
            scripts[key] = answer = (new NumberVariable(Circuit, NumberDomain.Any), Circuit.NewVariable());
        }

        return answer;
    }

    public NumberVariable LengthOf(TextVariable text)
    {
        if (measured.Add(text))
        {
            text.ForEachConstant(value => Circuit.Require(-text.Equal(value), text.Length.Compare(NumberRelation.Equal, value.Length)));
        }

        return text.Length;
    }

    private int MayNotBeANumber(IReadOnlyDictionary<NumberTerm, NumberVariable> operands, params NumberTerm[] terms) =>
        terms.All(
            term => TermRange.Of(
                term,
                leaf => new(operands[leaf].Domain[operands[leaf].Domain.First], operands[leaf].Domain[operands[leaf].Domain.Last])).IsKnown)
            ? Circuit.False
            : Circuit.NewVariable();
}
