using System.Globalization;
using System.Text;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>
/// Conditions that were read before: in the revision in force, or for another policy that inherits the same layer. A text means the same
/// where its layer can name the same facts, in the same slots, and the same lets; only its place in the file may be another.
/// </summary>
internal sealed class ConditionCache(ConditionCache? before = null)
{
    private readonly Dictionary<(string Layer, string Text), Entry> entries = [];

    /// <summary>Conditions that had not to be read.</summary>
    public int Reused { get; private set; }

    /// <summary>Conditions that were read.</summary>
    public int Read { get; private set; }

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

    /// <param name="Own">Where the condition stood.</param>
    /// <param name="Lets">Where the lets stood.</param>
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
                var moved = lets.ToDictionary(let => known.Lets[let.Key], let => let.Value);
                moved[known.Own] = own;
                condition = Moved(condition, moved);
            }

            cache.entries[(key, text.Text)] = new Entry(condition, own, lets);
            cache.Reused++;
            return condition;
        }

        /// <summary>One that calls scripts is not remembered: its calls have slots in one resolved policy.</summary>
        public void Remember(EmbeddedSource text, Condition condition)
        {
            cache.Read++;
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
                _ => condition with { Span = at },
            };
        }
    }

    private Entry? Before((string Layer, string Text) key) => before?.entries.GetValueOrDefault(key);
}
