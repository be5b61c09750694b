using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>
/// Conditions that were read before: in the current revision, or for another policy that inherits the same layer. The same source means the
/// same condition if its layer has the same visible facts in the same slots and the same lets; only its position in the file may differ.
/// Thread-safe.
/// </summary>
internal sealed class ConditionCache
{
    private readonly ConcurrentDictionary<(string Layer, string Text), Entry> entries = [];
    private readonly ConcurrentDictionary<string, FactsType> types = new(StringComparer.Ordinal);

    // Of the cache before, only what it holds itself: a reference to it would keep every revision since the start.
    private readonly ConcurrentDictionary<string, FactsType>? typesBefore;
    private ConcurrentDictionary<(string Layer, string Text), Entry>? entriesBefore;
    private int reused;
    private int read;

    public ConditionCache(ConditionCache? before = null) => (typesBefore, entriesBefore) = (before?.types, before?.entries);

    /// <summary>Number of conditions that were reused.</summary>
    public int Reused => reused;

    /// <summary>Number of conditions that were parsed.</summary>
    public int Read => read;

    /// <summary>
    /// The class against which conditions are type-checked: policies with the same facts, lets, scripts and parameters share it.
    /// </summary>
    public FactsType TypeOf(
        FactSchema schema,
        IReadOnlyList<string> lets,
        IReadOnlyList<ScriptDeclaration> scripts,
        IReadOnlyList<ParameterDeclaration> parameters)
    {
        var shape = FactsType.ShapeOf(schema, lets, scripts, parameters);
        return types.GetOrAdd(
            shape,
            static (shape, from) => from.Before?.GetValueOrDefault(shape)
                ?? FactsType.Emit(from.schema, from.lets, from.scripts, from.parameters),
            (Before: typesBefore, schema, lets, scripts, parameters));
    }

    /// <summary>All conditions are read: those of the revision before are let go.</summary>
    public void Complete() => entriesBefore = null;

    public Layer Of(RoutingPolicy layer, IEnumerable<RoutingPolicy> visible, IReadOnlySet<string> declared, ConditionScope scope)
    {
        var key = new StringBuilder(layer.Name);
        for (var slot = 0; slot < scope.Schema.Facts.Length; slot++)
        {
            if (scope.Schema.Facts[slot] is { IsDeclared: true } fact && declared.Contains(fact.Name))
            {
                key.Append(CultureInfo.InvariantCulture, $"\n{slot} {fact.Name} {fact.Type} {string.Join('|', fact.Values)}");
            }
        }

        foreach (var let in visible.SelectMany(policy => policy.Lets).OrderBy(let => let.Name, StringComparer.Ordinal))
        {
            key.Append(CultureInfo.InvariantCulture, $"\n{let.Name} = {let.Value.Text}");
        }

        foreach (var parameter in scope.Parameters.Values.OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            key.Append(CultureInfo.InvariantCulture, $"\n{parameter.Name} := {parameter.Text}");
        }

        return new Layer(this, key.ToString(), scope.Lets.ToDictionary(let => let.Key, let => let.Value.Span));
    }

    /// <param name="Own">Span of the condition.</param>
    /// <param name="Lets">Span of each let.</param>
    private sealed record Entry(Condition Condition, SourceSpan Own, IReadOnlyDictionary<string, SourceSpan> Lets);

    /// <summary>The conditions of one layer of one resolved policy.</summary>
    public sealed class Layer(ConditionCache cache, string key, IReadOnlyDictionary<string, SourceSpan> lets)
    {
        public Condition? Find(EmbeddedSource text)
        {
            var known = cache.entries.GetValueOrDefault((key, text.Text)) ?? cache.Before((key, text.Text));
            if (known is null)
            {
                return null;
            }

            var own = text.SpanOf(0, text.Text.Length);
            var condition = known.Condition;
            if (own != known.Own || lets.Any(let => known.Lets[let.Key] != let.Value))
            {
                // Several lets have one span if they name the same condition: `quick: urgent`.
                var moved = new Dictionary<SourceSpan, SourceSpan>();
                foreach (var let in lets)
                {
                    moved[known.Lets[let.Key]] = let.Value;
                }

                moved[known.Own] = own;
                condition = Moved(condition, moved);
            }

            cache.entries[(key, text.Text)] = new Entry(condition, own, lets);
            Interlocked.Increment(ref cache.reused);
            return condition;
        }

        /// <summary>Conditions that call scripts are not stored, because the slots of calls belong to one resolved policy.</summary>
        public void Remember(EmbeddedSource text, Condition condition)
        {
            Interlocked.Increment(ref cache.read);
            if (!ConditionFacts.Calls(condition).Any())
            {
                cache.entries[(key, text.Text)] = new Entry(condition, text.SpanOf(0, text.Text.Length), lets);
            }
        }

        private static Condition Moved(Condition condition, Dictionary<SourceSpan, SourceSpan> spans)
        {
            var at = spans.GetValueOrDefault(condition.Span, condition.Span);
            return condition switch
            {
                Condition.All all => new Condition.All([.. all.Operands.Select(operand => Moved(operand, spans))], at),
                Condition.Any any => new Condition.Any([.. any.Operands.Select(operand => Moved(operand, spans))], at),
                Condition.Not not => new Condition.Not(Moved(not.Operand, spans), at),
                Condition.Literal or Condition.Leaf => condition with { Span = at },
                _ => throw new UnreachableException(),
            };
        }
    }

    private Entry? Before((string Layer, string Text) key) => entriesBefore?.GetValueOrDefault(key);
}
