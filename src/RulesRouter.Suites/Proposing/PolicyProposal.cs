using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Suites.Proposing;

/// <summary>
/// The best chains of a suite as a change of the policy's text. A rule that selects for more than the scenarios gets another one before it
/// for their task and attributes; of a rule that selects for nothing else, the selection changes.
/// </summary>
/// <param name="policy">The policy with all its layers, by whose declarations attributes are compared.</param>
/// <param name="attributes">Of the credential: with those of the scenarios, they limit the requests that a proposal applies to.</param>
internal sealed class PolicyProposal(PolicyLayers policy, ImmutableSortedDictionary<string, AttributeValue> attributes)
{
    private readonly HashSet<string> takenIds =
        policy.Layers.SelectMany(layer => layer.Rules.Select(rule => rule.Id)).ToHashSet(StringComparer.Ordinal);

    /// <summary>One changed file.</summary>
    /// <param name="Path">As the policy was loaded.</param>
    internal sealed record ChangedFile(string Path, string Before, ImmutableArray<TextEdit> Edits);

    /// <summary>The files to change; comparisons without a better chain change nothing.</summary>
    /// <exception cref="FormatException">A change cannot be written into the policy; the message says which, and what to do.</exception>
    public ImmutableArray<ChangedFile> Of(IEnumerable<ChainComparison> comparisons) =>
    [
        .. comparisons.Where(comparison => comparison.IsChange)
            .SelectMany(comparison => EditsOf(comparison).Select(edit => (File: comparison.Rule.Span.Source!, Edit: edit)))
            .GroupBy(change => change.File, change => change.Edit)
            .Select(file => new ChangedFile(file.Key.Path, file.Key.Text, [.. file])),
    ];

    private ImmutableArray<TextEdit> EditsOf(ChainComparison comparison)
    {
        var selection = comparison.Rule.Selection!;
        if (selection is { Split: not null } or { Shadow: not null } or { IsSticky: true } or { RequestedModel: not RequestedModel.Ignore })
        {
            throw new FormatException(
                $"{comparison.Rule.Span}: rule `{comparison.QualifiedRule}` splits, shadows, stays with a session or follows the requested model, which a proposal would drop; change its `select` by hand");
        }

        var lines = comparison.Rule.Span.Source!.Text.ReplaceLineEndings("\n").Split('\n');
        var start = comparison.Rule.Span.Line - 1;
        while (start > 0 && !lines[start].TrimStart().StartsWith("- ", StringComparison.Ordinal))
        {
            start--;
        }

        var indent = lines[start].IndexOf('-', StringComparison.Ordinal);
        if (indent < 0 || indent >= comparison.Rule.Span.Column)
        {
            throw new FormatException(
                $"{comparison.Rule.Span}: rule `{comparison.QualifiedRule}` is not written as an item of a block list, so nothing can be inserted before it; run `rulesrouter fmt` on the file");
        }

        var more = MoreConditions(comparison);
        return more.IsEmpty
            ? SelectionReplaced(comparison, lines, start, indent)
            : [RuleInserted(comparison, lines, start, indent, more)];
    }

    /// <summary>What the proposal's condition has beyond that of the rule; empty if the rule selects for nothing else.</summary>
    private ImmutableArray<string> MoreConditions(ChainComparison comparison)
    {
        var when = comparison.Rule.When?.Text ?? "";
        var isAlternative = when.Contains(" or ", StringComparison.OrdinalIgnoreCase) || when.Contains("||", StringComparison.Ordinal);
        return
        [
            .. comparison.Attributes.Select(pair => ConditionOf(pair.Key, pair.Value))
                .Concat(attributes.Where(pair => !comparison.Attributes.ContainsKey(pair.Key))
                    .Select(pair => ConditionOf(pair.Key, Text(pair.Value))))
                .Prepend($"task == \"{EnumNames<TaskKind>.NameOf(comparison.Task)}\"")
                .Where(condition => isAlternative || !when.Contains(condition, StringComparison.Ordinal)),
        ];
    }

    private string ConditionOf(string name, string value)
    {
        var declared = policy.Attributes().FirstOrDefault(attribute => attribute.Name == name)
            ?? throw new FormatException($"policy `{policy.Policy.Name}` declares no attribute `{name}`");
        return declared.Type switch
        {
            FactType.String or FactType.Enum => $"{name} == \"{value}\"",
            FactType.Number => $"{name} == {value}",
            FactType.Boolean => value == "true" ? name : $"not {name}",
            FactType.Set => throw new FormatException(
                $"attribute `{name}` is a set, and a proposal does not compare sets; write the rule by hand"),
        };
    }

    private static string Text(AttributeValue value) => value switch
    {
        AttributeValue.String text => text.Value,
        AttributeValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        AttributeValue.Boolean boolean => boolean.Value ? "true" : "false",
        AttributeValue.List list => string.Join(',', list.Values),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private TextEdit RuleInserted(
        ChainComparison comparison,
        string[] lines,
        int start,
        int indent,
        ImmutableArray<string> more)
    {
        var when = string.Join(' ', (comparison.Rule.When?.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var condition = string.Join(" and ", when.Length > 0 ? more.Prepend($"({when})") : more);
        var comment = new string(' ', indent) + "#";
        while (start > 0 && lines[start - 1].StartsWith(comment, StringComparison.Ordinal))
        {
            start--;
        }

        var pad = new string(' ', indent);
        return new TextEdit(
            start,
            0,
            [
                $"{pad}- id: {FreeId(comparison)}",
                $"{pad}  priority: {Priority(comparison).ToString(CultureInfo.InvariantCulture)}",
                $"{pad}  when: '{condition.Replace("'", "''", StringComparison.Ordinal)}'",
                .. SelectOf(comparison, pad),
                $"{pad}  reason: {ReasonOf(comparison)}",
                "",
            ]);
    }

    private static ImmutableArray<TextEdit> SelectionReplaced(ChainComparison comparison, string[] lines, int start, int indent)
    {
        var pad = new string(' ', indent);
        if (KeyOf(lines, start, indent, "select:") is not var (line, length))
        {
            throw new FormatException(
                $"{comparison.Rule.Span}: the `select` of rule `{comparison.QualifiedRule}` is not a key of a block; run `rulesrouter fmt` on the file");
        }

        var reason = $"{pad}  reason: {ReasonOf(comparison)}";
        return KeyOf(lines, start, indent, "reason:") is var (reasonLine, reasonLength)
            ? [new TextEdit(line, length, [.. SelectOf(comparison, pad)]), new TextEdit(reasonLine, reasonLength, [reason])]
            : [new TextEdit(line, length, [.. SelectOf(comparison, pad), reason])];
    }

    /// <summary>The lines of a key of the rule that starts at a line; null if it has none in block style.</summary>
    private static (int Line, int Length)? KeyOf(string[] lines, int start, int indent, string key)
    {
        var pad = new string(' ', indent + 2);
        for (var line = start; line < lines.Length && (line == start || IsDeeper(lines[line], indent)); line++)
        {
            if (lines[line].StartsWith(pad + key, StringComparison.Ordinal))
            {
                var end = line + 1;
                while (end < lines.Length && lines[end].Trim().Length > 0 && IsDeeper(lines[end], indent + 2))
                {
                    end++;
                }

                return (line, end - line);
            }
        }

        return null;
    }

    private static bool IsDeeper(string line, int indent) =>
        line.Trim().Length == 0 || line.Length - line.TrimStart().Length > indent;

    /// <summary>
    /// A chain of one keeps today's endpoints for failures of availability. A longer chain ends where it did when it was priced.
    /// </summary>
    private static IEnumerable<string> SelectOf(ChainComparison comparison, string pad)
    {
        var (best, before) = (comparison.Best, comparison.Rule.Selection!.Fallback);
        var isAlone = best.Length == 1;
        var endpoints = best.Concat(comparison.Today.Except(best, StringComparer.Ordinal));
        var on = before.On.Where(failure => failure != FailureClass.RejectedOutput)
            .Concat(isAlone ? [] : [FailureClass.RejectedOutput])
            .Select(EnumNames<FailureClass>.NameOf)
            .ToList();
        var parts = new List<string> { $"max: {(isAlone ? before.Max : best.Length - 1).ToString(CultureInfo.InvariantCulture)}" };
        if (before.Distinct != Distinct.None)
        {
            parts.Add($"distinct: {EnumNames<Distinct>.NameOf(before.Distinct)}");
        }

        if (on.Count > 0)
        {
            parts.Add($"on: [{string.Join(", ", on)}]");
        }

        yield return $"{pad}  select:";
        yield return $"{pad}    objective: ordered";
        yield return $"{pad}    prefer: [{string.Join(", ", endpoints.Select(id => $"\"{id}\""))}]";
        yield return $"{pad}    fallback: {{ {string.Join(", ", parts)} }}";
    }

    private static string ReasonOf(ChainComparison comparison)
    {
        var scenarios = $"{comparison.Scenarios} {(comparison.Scenarios == 1 ? "scenario" : "scenarios")}";
        var cost = string.Create(CultureInfo.InvariantCulture, $"{comparison.BestCost!.Usd:0.0000}");
        var before = comparison.TodayCost is { } today
            ? string.Create(CultureInfo.InvariantCulture, $" instead of {today.Usd:0.0000}")
            : "";
        return $"an evaluation suite of {scenarios} expects {cost}{before} US dollars a task";
    }

    private string FreeId(ChainComparison comparison)
    {
        var id = $"suite-{EnumNames<TaskKind>.NameOf(comparison.Task)}";
        var free = Enumerable.Range(2, takenIds.Count + 1)
            .Select(number => $"{id}-{number}")
            .Prepend(id)
            .First(name => !takenIds.Contains(name));
        takenIds.Add(free);
        return free;
    }

    /// <summary>Just before the rule, and after every rule that is before it.</summary>
    private int Priority(ChainComparison comparison)
    {
        var others = policy.Layers.First(layer => layer.Name == comparison.Layer)
            .Rules.Where(rule => rule is { Selection: not null, IsDefault: false } && rule != comparison.Rule)
            .Select(rule => rule.Priority)
            .ToList();
        return comparison.Rule.IsDefault
            ? others.Count == 0 ? 0 : others.Min() - 1
            : !others.Contains(comparison.Rule.Priority + 1) ? comparison.Rule.Priority + 1
            : throw new FormatException(
                $"{comparison.Rule.Span}: there is no priority between rule `{comparison.QualifiedRule}` and the next; leave room between their priorities");
    }
}
