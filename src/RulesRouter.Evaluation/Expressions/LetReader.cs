using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>Reads the lets of one layer in the order they need each other, so that each is substituted as a finished tree.</summary>
internal static class LetReader
{
    public static IReadOnlyDictionary<string, Condition> Read(
        RoutingPolicy layer,
        IReadOnlyDictionary<string, Condition> inherited,
        Func<IReadOnlyDictionary<string, Condition>, ConditionScope> scopeWith,
        DiagnosticBag diagnostics)
    {
        var known = new Dictionary<string, Condition>(inherited, StringComparer.Ordinal);
        var waiting = layer.Lets.Where(let => !known.ContainsKey(let.Name)).DistinctBy(let => let.Name).ToList();
        var own = waiting.Select(let => let.Name).ToHashSet(StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(let => NamesIn(let).All(name => name == let.Name ? false : !own.Contains(name) || known.ContainsKey(name))).ToList();
            if (ready.Count == 0)
            {
                ReportCycle(waiting, diagnostics);
                break;
            }

            foreach (var let in ready)
            {
                // A let that does not read still counts as read, as unknown use of it elsewhere is not another fault.
                var condition = new ConditionReader(scopeWith(known)).Read(let.Value, diagnostics);
                known[let.Name] = condition ?? new Condition.Literal(true, let.Span);
                waiting.Remove(let);
            }
        }

        foreach (var let in waiting)
        {
            known[let.Name] = new Condition.Literal(true, let.Span);
        }

        return known;
    }

    private static IEnumerable<string> NamesIn(LetDeclaration let) =>
        (ExpressionLexer.Read(let.Value, new DiagnosticBag()) ?? []).Where(token => token.Kind == TokenKind.Name).Select(token => token.Value);

    private static void ReportCycle(List<LetDeclaration> waiting, DiagnosticBag diagnostics)
    {
        var names = waiting.Select(let => let.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var let in waiting.Where(let => NamesIn(let).Any(names.Contains)))
        {
            diagnostics.Add(ExpressionDiagnostics.LetCycle, let.Span, $"`{let.Name}` is used by what it uses: {string.Join(", ", waiting.Select(other => $"`{other.Name}`"))}", "write one of them out");
        }
    }
}
