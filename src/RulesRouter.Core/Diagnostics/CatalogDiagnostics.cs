using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of checking the catalog.</summary>
internal static class CatalogDiagnostics
{
    public static DiagnosticCode Conflict { get; } = new("RR0301", Error, "conflicting facts")
    {
        Explanation = "The same fact of a catalog entry is stated twice, with different values. A file overrides what an import wrote, not another file.",
        Fix = "keep one of the two",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers:
                acme:
                  compliance:
                    - { evidence: { source: contract, checkedOn: 2026-01-10 }, dataRetentionDays: 0 }
                    - { evidence: { source: policy, checkedOn: 2026-01-10 }, dataRetentionDays: 30 }

            """)),
    };

    public static DiagnosticCode BadId { get; } = new("RR0302", Error, "malformed endpoint id")
    {
        Explanation = "An endpoint id has the form provider/model, with `#region.tier` if the provider serves several. `*` belongs to patterns.",
        Fix = "write the id as provider/model[#region.tier]",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              models: { small: {} }
              endpoints:
                small: { model: small }

            """)),
    };

    public static DiagnosticCode UnknownReference { get; } = new("RR0303", Error, "unknown provider or model")
    {
        Explanation = "An endpoint or an alias refers to a provider or model that the catalog does not contain.",
        Fix = "correct the reference, or add the entry",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small: { model: smal }

            """)),
    };

    public static DiagnosticCode BadDate { get; } = new("RR0304", Error, "date or time that does not exist")
    {
        Explanation = "A date, time of day or timestamp cannot be read.",
        Fix = "write dates as 2026-12-31, times as 09:00 and timestamps as 2026-09-01T12:00:00Z",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              models:
                small: { released: 2026-13-01 }

            """)),
    };

    public static DiagnosticCode BadZone { get; } = new("RR0305", Error, "unknown time zone")
    {
        Explanation = "A price window names a time zone that the time-zone database does not contain.",
        Fix = "write an IANA name such as Europe/Paris, or UTC",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small:
                  model: small
                  prices:
                    source: price list
                    periods:
                      - { input: 1, output: 2, windows: [{ from: "08:00", until: "09:00", zone: Mars/Base }] }

            """)),
    };

    public static DiagnosticCode SampleEvidence { get; } = new("RR0306", Warning, "facts rest on sample evidence")
    {
        Explanation = "The file contains invented sample facts. They count as unknown unless a command runs with "
            + "`--allow-sample-evidence`.",
        Fix = "replace them by facts from your own contracts and measurements",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers:
                acme:
                  compliance:
                    - { evidence: { source: sample, sample: true }, dataRetentionDays: 0 }

            """)),
    };

    public static DiagnosticCode NoModel { get; } = new("RR0307", Error, "endpoint without a model")
    {
        Explanation = "An endpoint must name the model that it serves.",
        Fix = "add `model`",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              endpoints:
                acme/small: { contextTokens: 8000 }

            """)),
    };

    public static DiagnosticCode BadAlias { get; } = new("RR0308", Error, "invalid alias")
    {
        Explanation = "An alias leads back to itself, has two targets on the same day, or repeats its current target.",
        Fix = "name the dated model that the alias refers to",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              models:
                small: { aliasOf: [{ model: small, since: 2026-01-10 }] }

            """)),
    };

    public static DiagnosticCode FreeWithoutSource { get; } = new("RR0309", Error, "free endpoint without a source")
    {
        Explanation = "An endpoint that is declared free needs a source: without one, a price of 0 is unknown.",
        Fix = "add `prices.source`",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers:
                acme: {}
              models: { small: {} }
              endpoints:
                acme/small: { model: small, free: true }

            """)),
    };

    public static DiagnosticCode Impossible { get; } = new("RR0310", Error, "facts that contradict each other")
    {
        Explanation =
            "Two facts of an entry cannot both be true: a price period that ends before it begins, two tiers for the same length, an answer "
            + "longer than the context window, or evidence that expires before it was checked.",
        Fix = "correct one of the two facts",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers:
                acme: {}
              models: { small: {} }
              endpoints:
                acme/small: { model: small, contextTokens: 1000, maxOutputTokens: 5000 }

            """)),
    };

    public static DiagnosticCode Implausible { get; } = new("RR0311", Warning, "implausible price")
    {
        Explanation =
            "A price is outside the usual range, cached input is dearer than input, or only one of the prices of input and output is stated. "
            + "The usual ranges in US dollars: input, output, reasoning and cacheWrite 0.001 to 1000 and cachedInput 0.0001 to 1000 per "
            + "million tokens, perRequest 0.000001 to 10 per call. A price of 0 is not compared.",
        Fix = "write prices in US dollars per million tokens",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers:
                acme: {}
              models: { small: {} }
              endpoints:
                acme/small: { model: small, prices: { periods: [{ input: 0.000003, output: 0.000015 }] } }

            """)),
    };

    public static DiagnosticCode RetiresSoon { get; } = new("RR0341", Warning, "endpoint retires soon")
    {
        Explanation = "The endpoint stops answering within 90 days. From its retirement day no decision chooses it.",
        Fix = "add a successor to the catalog and to the policies",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small: { model: small, retires: 2026-06-20 }

            """)),
    };

    public static DiagnosticCode MatchesRetired { get; } = new("RR0342", Warning, "pattern matches only retiring endpoints")
    {
        Explanation = "Every endpoint that the pattern matches has retired or will retire soon. The pattern will then match "
            + "nothing.",
        Fix = "name a successor",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: default, select: { objective: ordered, prefer: ["acme/*"] } }

            """),
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small: { model: small, retires: 2026-06-20 }

            """)),
    };

    public static DiagnosticCode EvidenceExpires { get; } = new("RR0343", Warning, "evidence expired or expires soon")
    {
        Explanation =
            "A fact whose evidence has expired is unknown, and an unknown fact satisfies no constraint. `validate --evidence-days` sets how "
            + "many days ahead evidence is reported (default 30).",
        Fix = "renew the evidence: check the fact against its source, and update the dates",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers:
                acme: { compliance: [{ evidence: { source: contract, checkedOn: 2019-05-01, expires: 2020-04-30 }, dataRetentionDays: 0 }] }
              models: { small: {} }
              endpoints:
                acme/small: { model: small }

            """)),
    };

    public static DiagnosticCode EvidenceFromFuture { get; } = new("RR0344", Warning, "evidence checked in the future")
    {
        Explanation = "The date of the last check of a fact against its source is after the day of the report.",
        Fix = "correct the date",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers:
                acme: { compliance: [{ evidence: { source: contract, checkedOn: 2099-05-01 }, dataRetentionDays: 0 }] }
              models: { small: {} }
              endpoints:
                acme/small: { model: small }

            """)),
    };

    public static DiagnosticCode CarrierCycle { get; } = new("RR0312", Error, "carrier cycle")
    {
        Explanation = "`via` names the providers behind an aggregator. A provider cannot be reached through itself.",
        Fix = "remove one of the `via` that form the cycle",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers:
                acme: { via: broker }
                broker: { via: acme }

            """)),
    };

    public static DiagnosticCode BadBaseUrl { get; } = new("RR0313", Error, "malformed base URL")
    {
        Explanation = "`api.baseUrl` of a provider is an absolute URL that the path of a call follows, without a user, query or fragment.",
        Fix = "write the URL that the provider documents for clients, such as https://host/v1",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers:
                acme: { api: { dialect: openai-chat, baseUrl: "https://acme.example:port/v1" } }

            """)),
    };

    public static DiagnosticCode RestsOnPriors { get; } = new("RR0345", Info, "selection rests on priors")
    {
        Explanation = "The rule compares models by success, and no model that it can choose has a published score at some tasks; or it "
            + "asks for a quality with `priorSuffices: true`, and models without a published score have it at some tasks. There, success "
            + "rests on scores at other tasks, release dates and list prices until outcomes are reported.",
        Fix = "add scores of your own to the catalog, or report outcomes; `rulesrouter catalog abilities` shows what is known",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              rules:
                - { id: default, select: { objective: quality } }

            """),
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small: { model: small }

            """)),
    };

    public static DiagnosticCode UnknownLimit { get; } = new("RR0346", Warning, "endpoint without a limit of tokens")
    {
        Explanation = "A chat endpoint has no `maxOutputTokens` or no `contextTokens`. An unknown limit satisfies no bound, so the endpoint is "
            + "excluded from every request whose answer, or prompt, has a known or estimated length: in practice from all.",
        Fix = "add `maxOutputTokens`, the longest answer in tokens, and `contextTokens`, the context window, to the endpoint",
        Example = new("validate",
            ("catalog.yaml", """
            apiVersion: rulesrouter/v1
            kind: Catalog
            metadata: { name: example }
            spec:
              providers: { acme: {} }
              models: { small: {} }
              endpoints:
                acme/small: { model: small, contextTokens: 8000 }

            """)),
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        Conflict,
        BadId,
        UnknownReference,
        BadDate,
        BadZone,
        SampleEvidence,
        NoModel,
        BadAlias,
        FreeWithoutSource,
        Impossible,
        Implausible,
        CarrierCycle,
        BadBaseUrl,
        RetiresSoon,
        MatchesRetired,
        EvidenceExpires,
        EvidenceFromFuture,
        RestsOnPriors,
        UnknownLimit,
    ];
}
