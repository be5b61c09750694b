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
        var own = layer.Lets.Where(let => !known.ContainsKey(let.Name)).DistinctBy(let => let.Name).ToDictionary(let => let.Name, StringComparer.Ordinal);
        var needs = own.Values.ToDictionary(let => let.Name, let => NamesIn(let).Where(own.ContainsKey).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var users = needs.SelectMany(pair => pair.Value.Select(used => (Used: used, By: pair.Key))).ToLookup(pair => pair.Used, pair => pair.By, StringComparer.Ordinal);
        var reader = new ConditionReader(scopeWith(known));
        var ready = new Queue<string>(own.Keys.Where(name => needs[name].Count == 0));
        while (ready.TryDequeue(out var name))
        {
            // A let that does not read still counts as read, as unknown use of it elsewhere is not another fault.
            known[name] = reader.Read(own[name].Value, diagnostics) ?? new Condition.Literal(true, own[name].Span);
            foreach (var user in users[name].Where(user => needs[user].Remove(name) && needs[user].Count == 0))
            {
                ready.Enqueue(user);
            }
        }

        var waiting = own.Values.Where(let => !known.ContainsKey(let.Name)).ToList();
        ReportCycle(waiting, diagnostics);
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
