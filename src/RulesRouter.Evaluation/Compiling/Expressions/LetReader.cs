using RulesRouter.Diagnostics;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Reads the lets of one layer in dependency order, so that each is expanded as a finished tree.</summary>
internal static class LetReader
{
    public static IReadOnlyDictionary<string, Condition> Read(
        RoutingPolicy layer,
        IReadOnlyDictionary<string, Condition> inherited,
        Func<IReadOnlyDictionary<string, Condition>, ConditionScope> scopeWith,
        DiagnosticBag diagnostics)
    {
        var known = new Dictionary<string, Condition>(inherited, StringComparer.Ordinal);
        var own = layer.Lets.Where(let => !known.ContainsKey(let.Name))
            .DistinctBy(let => let.Name)
            .ToDictionary(let => let.Name, StringComparer.Ordinal);
        var needs = own.Values.ToDictionary(
            let => let.Name,
            let => NamesIn(let).Where(own.ContainsKey).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
        var users = needs.SelectMany(pair => pair.Value.Select(used => (Used: used, By: pair.Key)))
            .ToLookup(pair => pair.Used, pair => pair.By, StringComparer.Ordinal);
        var reader = new ConditionReader(scopeWith(known));
        var ready = new Queue<string>(own.Keys.Where(name => needs[name].Count == 0));
        while (ready.TryDequeue(out var name))
        {
            // A let with an error counts as known, so that its uses report no further errors.
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
        (ExpressionLexer.Read(let.Value, new DiagnosticBag()) ?? [])
            .Where(token => token.Kind == TokenKind.Name)
            .Select(token => token.Value);

    private static void ReportCycle(List<LetDeclaration> waiting, DiagnosticBag diagnostics)
    {
        var uses = waiting.ToDictionary(let => let.Name, let => NamesIn(let).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var let in waiting)
        {
            if (CycleFrom(let.Name, uses) is { } cycle)
            {
                var path = string.Join(" → ", cycle.Select(name => $"`{name}`"));
                diagnostics.Add(
                    ExpressionDiagnostics.LetCycle,
                    let.Span,
                    $"let cycle: {path}",
                    "replace one of these names by the condition it names");
            }
        }
    }

    /// <summary>The shortest way from a let back to itself, both ends included; null if there is none.</summary>
    private static List<string>? CycleFrom(string start, Dictionary<string, HashSet<string>> uses)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var name))
        {
            foreach (var used in uses[name].Where(used => uses.ContainsKey(used) && cameFrom.TryAdd(used, name)))
            {
                if (used != start)
                {
                    next.Enqueue(used);
                    continue;
                }

                var path = new List<string> { start };
                for (var at = name; at != start; at = cameFrom[at])
                {
                    path.Add(at);
                }

                path.Add(start);
                path.Reverse();
                return path;
            }
        }

        return null;
    }
}
