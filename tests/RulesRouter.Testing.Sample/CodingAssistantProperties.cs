using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Testing.Sample;

/// <summary>Properties of the coding assistant's policy that every request satisfies.</summary>
public sealed class CodingAssistantProperties
{
    [PolicyProperty("coding-assistant", AllowSampleEvidence = true)]
    public void Proprietary_code_is_not_retained(DecidedRequest decided)
    {
        if (Sensitivity(decided) is "proprietary" or "regulated")
        {
            decided
                .IsConstrained("dataRetentionDays.max", 0)
                .IsObliged("redact", "secrets")
                .EveryHop("retains no data", hop => hop.Endpoint.Compliance.DataRetentionDays?.Value == 0)
                .HasNoHop("deepseek/*");
        }
    }

    /// <summary>Protection does not depend on prices, contracts or retired endpoints.</summary>
    [PolicyProperty("coding-assistant", AllowSampleEvidence = true, VaryCatalog = true, MaxTest = 10)]
    public void Proprietary_code_is_not_retained_under_any_catalog(DecidedRequest decided)
    {
        if (Sensitivity(decided) is "proprietary" or "regulated")
        {
            decided.EveryHop("retains no data", hop => hop.Endpoint.Compliance.DataRetentionDays?.Value == 0);
        }
    }

    [PolicyProperty("coding-assistant", AllowSampleEvidence = true)]
    public void Long_form_requests_never_use_a_small_flash_model(DecidedRequest decided)
    {
        if (decided.Request.MaxOutputTokens > 4000)
        {
            decided.HasNoHop("*/*gemini*flash*");
        }
    }

    [PolicyProperty("coding-assistant", AllowSampleEvidence = true)]
    public void Raising_the_sensitivity_never_loosens_a_constraint(DecidedRequest decided)
    {
        var before = decided.Again(request => WithSensitivity(request, "internal"));
        var after = decided.Again(request => WithSensitivity(request, "regulated"));

        foreach (var row in before.Decision.Constraints.Rows.Where(row => row.Definition.IsCompliance))
        {
            var stricter = Assert.Single(after.Decision.Constraints.Rows, other => other.Definition == row.Definition);
            Assert.True(Strictness.Implies(row.Definition, stricter.Value, row.Value), $"{row.Definition.Name} {row.Value} became {stricter.Value}\n{decided}");
        }
    }

    [PolicyProperty("coding-assistant")]
    public bool Decisions_without_sample_evidence_do_not_rest_on_it(DecidedRequest decided) =>
        decided.Decision is not Routed { Evidence: EvidenceKind.Sample };

    private static string? Sensitivity(DecidedRequest decided) => decided.Fact("sensitivity");

    /// <summary>By the credential: a caller may only raise it.</summary>
    private static DecisionRequest WithSensitivity(DecisionRequest request, string value) => request with
    {
        Attributes = request.Attributes.Remove("sensitivity"),
        KeyAttributes = request.KeyAttributes.SetItem("sensitivity", new AttributeValue.String(value)),
    };
}
