using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language.Yaml;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Verification.Properties;

/// <summary>The <c>properties:</c> of a PolicyTest document → properties. Conditions are parsed as in policies.</summary>
internal sealed class PropertyReader(CompiledPolicy policy, CatalogVocabulary vocabulary, DiagnosticBag diagnostics)
{
    private static readonly (string Words, Quantifier Over)[] Quantifiers =
        [
            ("every hop", Quantifier.EveryHop),
            ("some hop", Quantifier.SomeHop),
            ("chosen", Quantifier.Chosen),
            ("decision", Quantifier.Decision),
        ];

    private readonly PropertySchemas schemas = new(policy);
    private readonly KnownNames names = new(policy, vocabulary);
    private readonly Dictionary<Quantifier, StandaloneConditionReader> readers = [];
    private StandaloneConditionReader? requests;

    public PolicyProperty? Read(YamlMapping node, DateTimeOffset at, bool allowSample)
    {
        if (node["name"] is not YamlScalar name || node["then"] is not { } then)
        {
            return null;
        }

        requests ??= new StandaloneConditionReader(schemas.Request, policy);
        var forAll = node["forAll"] is YamlScalar { Content: var text }
            ? requests.Read(text, diagnostics)
            : new Condition.Literal(true, name.Span);
        var clauses = Clauses(then).ToImmutableArray();
        if (clauses.IsEmpty)
        {
            diagnostics.Add(
                SuiteDiagnostics.ChecksNothing,
                then.Span,
                "`then` is empty and checks nothing",
                "write a condition on the decision or its hops");
            return null;
        }

        if (forAll is not null)
        {
            names.Check(forAll, schemas.Request, diagnostics);
        }

        return forAll is null || clauses.Any(clause => clause is null)
            ? null
            : new PolicyProperty(name.Text, policy.Name, forAll, [.. clauses.OfType<DecisionClause>()], at, allowSample, name.Span);
    }

    /// <summary>Clauses without errors.</summary>
    public ImmutableArray<DecisionClause> ReadClauses(YamlNode node) => [.. Clauses(node).OfType<DecisionClause>()];

    private IEnumerable<DecisionClause?> Clauses(YamlNode node) => node switch
    {
        YamlSequence list => list.Items.SelectMany(Clauses),
        YamlMapping mapping => mapping.Entries.Select(entry => Clause(entry.Key.Text, entry.Key.Span, entry.Value)),
        YamlScalar scalar => [Clause(scalar)],
        _ => throw new UnreachableException(),
    };

    /// <summary><c>every hop: …</c> as key and value of a YAML mapping.</summary>
    private DecisionClause? Clause(string words, SourceSpan place, YamlNode value)
    {
        if (value is YamlScalar scalar && Quantifiers.FirstOrDefault(known => known.Words == words) is { Words: not null } known)
        {
            return Read(known.Over, scalar.Content, $"{words}: {scalar.Text}");
        }

        diagnostics.Add(
            SuiteDiagnostics.UnknownQuantifier,
            place,
            $"unknown quantifier `{words}`",
            Suggestion.DidYouMean(words, Quantifiers.Select(known => known.Words), "use `every hop`, `some hop`, `chosen` or `decision`"));
        return null;
    }

    /// <summary><c>every hop: …</c> in one string; without a quantifier the clause is about the decision.</summary>
    private DecisionClause? Clause(YamlScalar scalar)
    {
        var text = scalar.Content;
        foreach (var (words, over) in Quantifiers)
        {
            if (text.Text.StartsWith(words + ":", StringComparison.Ordinal))
            {
                return Read(over, Part(text, words.Length + 1), text.Text);
            }
        }

        return Read(Quantifier.Decision, text, text.Text);
    }

    private DecisionClause? Read(Quantifier over, EmbeddedSource text, string whole)
    {
        if (!readers.TryGetValue(over, out var reader))
        {
            readers[over] = reader = new StandaloneConditionReader(over == Quantifier.Decision ? schemas.Decision : schemas.Hop, policy);
        }

        if (reader.Read(PrintedNames.Replace(text), diagnostics) is not { } condition)
        {
            return null;
        }

        names.Check(condition, over == Quantifier.Decision ? schemas.Decision : schemas.Hop, diagnostics);
        return new DecisionClause(over, condition, whole, text.Span);
    }

    private static EmbeddedSource Part(EmbeddedSource text, int start) => text.Offsets.IsDefaultOrEmpty
        ? new EmbeddedSource(text.Text[start..], text.SpanOf(start, text.Text.Length - start), [])
        : text with { Text = text.Text[start..], Offsets = text.Offsets[start..] };
}
