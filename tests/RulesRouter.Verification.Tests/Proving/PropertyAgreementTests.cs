using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Verification.Drawing;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Tests.Proving;

/// <summary>Verdicts on drawn policies and properties, against requests drawn at random.</summary>
public sealed class PropertyAgreementTests
{
    private static readonly string[] Conditions =
        [
            "level == \"secret\"",
            "level != \"open\"",
            "team == \"a\"",
            "weight > 5",
            "not (weight > 5)",
            "has(weight)",
            "needs.tools",
            "inputTokens > 1000",
            "task == \"chat\" or level == \"inside\"",
        ];

    private static readonly string[] Effects =
    [
        "constrain: { dataRetentionDays: { max: 0 } }",
        "constrain: { dataRetentionDays: { max: 30 } }",
        "constrain: { certifications: [soc2] }",
        "constrain: { providers: { forbid: [\"keep*\"] } }",
        "constrain: { models: { allow: [m] } }",
        "constrain: { price: { outputPerMTok: { max: 8 } } }",
        "constrain: { trainsOnData: false }\n      enforce: { trainsOnData: preferred }",
        "oblige: { redact: [secrets], audit: full }",
        "oblige: { disclose: true }", "deny: true",
    ];

    private static readonly string[] Clauses =
    [
        "every hop: dataRetentionDays <= 0",
        "every hop: provider == \"clean\"",
        "chosen: model == \"m\"",
        "some hop: certifications.Contains(\"soc2\")",
        "every hop: price.outputPerMTok <= 8",
        "outcome == \"denied\"",
        "outcome == \"routed\"",
        "obliged.audit == \"full\"",
        "obliged.redact.Contains(\"secrets\")",
        "constrained.dataRetentionDays <= 30",
        "not has(denial) or denial == \"denied-by-rule\"",
        "hops <= 2",
    ];

    private static readonly Gen<string> Rules = Gen.Elements(Conditions).Zip(Gen.Elements(Effects)).ListOf(4)
        .Select(rules => string.Join('\n', rules.Select((rule, index) => $"    - id: r{index}\n      when: {rule.Item1}\n      allowDerived: true\n      {rule.Item2}")));

    private static readonly Gen<string> Declared = Gen.Elements([.. Conditions, "true"])
        .Zip(Gen.Elements(Clauses))
        .Select(pair => $"forAll: '{pair.Item1}'\nthen: '{pair.Item2}'");

    [Property(MaxTest = 25)]
    public Property Verdicts_agree_with_drawn_requests_and_witnesses() =>
        Prop.ForAll(Rules.ToArbitrary(), Declared.ToArbitrary(), (rules, declared) =>
    {
        var set = ProofFixture.Compile(rules);
        var property = Assert.Single(ProofFixture.Properties(rules, declared));
        var result = Assert.Single(
            new PolicyProver(set, new ProofSettings(ProofFixture.At, AllowSampleEvidence: false)).Properties("p", [property]));
        var check = CheckedProperty.Of(property, set.Find("p")!);

        if (result.Verdict == ProofVerdict.Proved)
        {
            var requests = RequestDraw.Requests(set, "p", ProofFixture.At, false, property.ForAll).Generator.Sample(60);
            Assert.All(requests, drawn => Assert.Null(check.Against(set, drawn.Witness).Broken));
        }

        Assert.Equal(
            result.Verdict == ProofVerdict.Refuted,
            result.Witness is not null && check.Against(set, result.Witness).Broken is not null);
    });
}
