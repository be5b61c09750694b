using System.Collections.Immutable;
using System.Text.RegularExpressions;
using RulesRouter.Constraints;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Language;
using RulesRouter.Language.Deprecations;
using RulesRouter.Language.Schemas;
using RulesRouter.Names;
using RulesRouter.Obligations;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Cli.Reference;

/// <summary>All elements of the language, from the tables and schemas that the program reads.</summary>
internal static partial class ReferenceSections
{
    private static readonly ImmutableArray<ReferenceExample> Examples = ReferenceExample.All;

    public static ImmutableArray<ReferenceSection> All() =>
    [
        Keys(
            "RoutingPolicy",
            "routing-policy",
            "Keys of a policy",
            "A file of kind `RoutingPolicy`. `[]` are the items of a list, `*` is a name you choose."),
        Conditions(),
        Facts(),
        EndpointFields(),
        ConstraintRows(),
        ObligationRows(),
        Keys(
            "PolicyTest",
            "policy-test",
            "Keys of a test suite",
            "A file of kind `PolicyTest`, beside the policy under test. `rulesrouter test` runs it."),
        Keys(
            "Catalog",
            "catalog",
            "Keys of a catalog",
            """
            A file of kind `Catalog`. Entries with the same id in several files are one entry. A field that is not set is unknown.

            Files that `rulesrouter catalog import` writes have `metadata.imported: true`. Any other file may state a field of an imported entry again and so override it: `prices` or `inputModalities` as a whole, facts under `compliance` and `latency` one by one; `quality`, `notes` and `spellings` add to the imported ones. The next import does not touch that file. `catalog show` and the reasons of decisions name overridden fields with file and line.

            Among files of one kind, a field is stated once: two files that state it differently are an error that names both places.
            """),
        Deprecated(),
    ];

    private static ReferenceSection Keys(string kind, string schema, string title, string introduction)
    {
        var keys = SchemaKeys.Of(DocumentSchema.TextOf(schema));
        var used = Examples.Where(example => example.Kind == kind)
            .Select(example => (example, keys: example.KeysIn(keys).Select(Folded).ToHashSet(StringComparer.Ordinal)))
            .ToList();
        return new ReferenceSection(
            title,
            introduction,
            ["value", "meaning"],
            [.. keys.Select(key => key with { Path = Folded(key.Path) }).DistinctBy(key => key.Path).Select(key => new ReferenceEntry(
                key.Path,
                [key.Type + (key.IsRequired ? "; required" : ""), key.Description],
                [.. used.Where(use => use.keys.Contains(key.Path)).Select(use => use.example)]))]);
    }

    /// <summary>One entry covers all numbers that may be parameters.</summary>
    private static string Folded(string path) => ParameterOfConstraint().Replace(path, "$1.*.param");

    private static ReferenceSection Conditions() => new(
        "Conditions",
        """
        Expressions under `when:` and `let:`. Conditions are type-checked when the policy loads. An unknown fact makes a comparison *unknown*; `and`, `or` and `not` of an unknown
        operand are unknown unless the other operand decides. A rule with an unknown condition constrains, obliges and denies as if it matched, but does not select.
        """,
        ["meaning"],
        [.. ConditionWords.All.Select(word => new ReferenceEntry(word.Name, [word.Description], UsingCondition(word.Example)))]);

    private static ReferenceSection Facts() => new(
        "Facts",
        """
        Facts of every request, for conditions; a policy adds its own `attributes` and `clocks`, and with `intents` the fact `intent`. Scores of `complexity` compare within a task only. *Set by* is the source of the fact: a `derived` fact comes from the classifier or an estimate and
        may not decide a compliance constraint, a denial or a protective obligation unless the rule sets `allowDerived: true`.
        """,
        ["type", "set by", "meaning"],
        [.. FixedFacts.Definitions.Select(fact => new ReferenceEntry(
            fact.Name,
            [TypeOf(fact), EnumNames<Provenance>.NameOf(fact.Provenance) + (fact.MayBeDerived ? ", else derived" : ""), fact.Description],
            UsingCondition($@"(?<![\w.]){Regex.Escape(fact.Name)}(?![\w.])")))]);

    private static ReferenceSection EndpointFields() => new(
        "Inputs of a ranking script",
        "The fields of an input of type `endpoint`, for scripts under `objective: { script: … }`; `null` where the catalog does not state it. The endpoint with the lowest score ranks first, those with an unknown score last.",
        ["type", "meaning"],
        [
            .. ScriptEndpoint.Fields.Select(
                field => new ReferenceEntry(field.Name, [field.Type, field.Description], UsingInScript($@"\bendpoint\.{field.Name}\b"))),
        ]);

    private static ReferenceSection ConstraintRows() => new(
        "Constraints",
        "Constraints on endpoints, under `constrain:`. Those of all matched rules of all layers combine to the stricter value, whatever their order. *Compliance*: derived facts may not decide it.",
        ["kind", "unit", "compliance", "where the fact is unknown", "checks"],
        [.. ConstraintTable.All.Select(row => new ReferenceEntry(
            row.Name,
            [InWords(row.Kind), row.Unit, row.IsCompliance ? "yes" : "", row.UnknownMeans, row.Description],
            Using(rule => rule.Constraints.Any(clause => clause.Definition == row))))]);

    private static ReferenceSection ObligationRows() => new(
        "Obligations",
        "What the caller must do, under `oblige:`. Obligations of all matched rules combine to the more protective value; a caller that cannot fulfil one is denied. A decision itself adds `cap-output` where a money bound applies and the request caps no output, or where a request with `clampsOutput` takes more than an endpoint gives: send each hop's `maxOutputTokens` upstream; the value is the lowest of them. For a caller whose `obligationsSupported` leaves it out, the longest output of each endpoint counts.",
        ["two combine to", "meaning"],
        [
            .. ObligationTable.All.Where(row => row.IsSetByRules).Select(
                row => new ReferenceEntry(
                    row.Name,
                    [InWords(row), row.Description],
                    Using(rule => rule.Obligations.Any(clause => clause.Definition == row)))),
        ]);

    private static ReferenceSection Deprecated() => new(
        "Deprecated spellings",
        "Accepted with a warning. `rulesrouter fmt --upgrade` rewrites them and keeps your comments.",
        ["replacement", "path", "origin"],
        [
            .. DeprecationTable.All.Select(
                row => new ReferenceEntry(row.Spelling, [$"`{row.Replacement}`", $"`{row.Path}`", row.Reason], [])),
        ]);

    private static IReadOnlyList<ReferenceExample> UsingCondition(string pattern) =>
        [.. Examples.Where(example => example.Conditions().Any(text => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant)))];

    private static IReadOnlyList<ReferenceExample> UsingInScript(string pattern) =>
        [
            .. Examples.Where(
                example => PolicyLoader.Load([example.File]).Policies.Policies.SelectMany(policy => policy.Scripts).Any(
                    script => Regex.IsMatch(script.Body.Text, pattern, RegexOptions.CultureInvariant))),
        ];

    private static IReadOnlyList<ReferenceExample> Using(Func<Rule, bool> uses) =>
        [.. Examples.Where(example => PolicyLoader.Load([example.File]).Policies.Policies.SelectMany(policy => policy.Rules).Any(uses))];

    private static string TypeOf(FactDefinition fact) => fact.Type switch
    {
        FactType.Enum => string.Join(", ", fact.Values.Select(value => $"`{value}`")),
        FactType.Boolean or FactType.Number or FactType.String or FactType.Set => EnumNames<FactType>.NameOf(fact.Type),
    };

    private static string InWords(ConstraintKind kind) => kind switch
    {
        ConstraintKind.UpperBound => "upper bound; the lower wins",
        ConstraintKind.LowerBound => "lower bound; the higher wins",
        ConstraintKind.MustHaveAll => "must have all; union",
        ConstraintKind.AllowedSet => "allowed set; intersection",
        ConstraintKind.ForbiddenSet => "forbidden set; union",
        ConstraintKind.Permission => "permission; `false` wins",
        ConstraintKind.Requirement => "requirement; `true` wins",
    };

    private static string InWords(ObligationDefinition row) => row.Kind switch
    {
        ObligationKind.Union => "their union",
        ObligationKind.TrueWins => "`true`",
        ObligationKind.FalseWins => "`false`",
        ObligationKind.HigherWins => $"the higher of {string.Join(", ", row.Levels.Select(level => $"`{level}`"))}",
        ObligationKind.LowerWins => "the lower",
    };

    [GeneratedRegex(@"^(spec\.rules\[\]\.constrain)\..+\.param$")]
    private static partial Regex ParameterOfConstraint();
}
