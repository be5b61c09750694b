using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Yaml;
using RulesRouter.Names;
using RulesRouter.Source;

namespace RulesRouter.Language.Binding;

/// <summary>
/// Catalog documents → one <see cref="ModelCatalog"/>. Entries of one id in several files are one entry; files of the team override
/// imported ones.
/// </summary>
internal sealed class CatalogBinder
{
    private readonly CatalogFields fields;
    private readonly DiagnosticBag diagnostics;

    private CatalogBinder(DiagnosticBag diagnostics)
    {
        this.diagnostics = diagnostics;
        fields = new CatalogFields(diagnostics);
    }

    public static ModelCatalog Bind(IReadOnlyList<YamlMapping> documents, DiagnosticBag diagnostics)
    {
        var specs = documents
            .Where(document => document.Mapping("spec") is not null)
            .Select(document => (document.Mapping("spec")!, IsImported: document.Mapping("metadata")?.Boolean("imported") == true))
            .ToList();
        var binder = new CatalogBinder(diagnostics);
        var providerEntries = binder.Entries(specs, "providers").ToList();
        var providers = providerEntries.Select(binder.Provider).ToDictionary(provider => provider.Id, StringComparer.Ordinal);
        var carriers = new CarrierBinder(providers, diagnostics);
        providerEntries.ForEach(entry => carriers.Check(entry, entry.Id));
        var factors = binder.Entries(specs, "families").Select(entry => (entry.Id, Factor: entry.Number("tokenFactor")))
            .Where(family => family.Factor is not null).ToDictionary(
                family => family.Id,
                family => family.Factor!.Value,
                StringComparer.Ordinal);
        var models = binder.Entries(specs, "models")
            .Select(entry => binder.Model(entry, factors))
            .ToDictionary(model => model.Id, StringComparer.Ordinal);
        var endpoints = binder.Entries(specs, "endpoints")
            .Select(entry => binder.Endpoint(entry, providers, models, carriers))
            .OfType<Endpoint>()
            .ToList();
        binder.fields.ReportSamples();
        return new ModelCatalog(providers.Values, models.Values, endpoints)
        {
            Sources = [.. documents.Select(document => document.Span.Source).OfType<SourceFile>()],
        };
    }

    private IEnumerable<CatalogEntry> Entries(IReadOnlyList<(YamlMapping Spec, bool IsImported)> specs, string section) => specs
        .SelectMany(file => (file.Spec.Mapping(section)?.Entries ?? []).Select(entry => (Entry: entry, file.IsImported)))
        .Where(stated => stated.Entry.Value is YamlMapping)
        .GroupBy(stated => stated.Entry.Key.Text, StringComparer.Ordinal)
        .Select(
            same => CatalogEntry.Merge(
                [.. same.Where(stated => stated.IsImported).Select(stated => stated.Entry)],
                [.. same.Where(stated => !stated.IsImported).Select(stated => stated.Entry)],
                diagnostics));

    private Provider Provider(CatalogEntry entry) => new(
        entry.Id,
        entry.String("name") ?? entry.Id,
        CarrierBinder.Names(entry) ?? [],
        entry.String("failureDomain") ?? entry.Id,
        fields.Compliance(entry),
        entry.Span)
    {
        Api = ApiBinder.Bind(entry["api"] as YamlMapping, diagnostics),
    };

    private Model Model(CatalogEntry entry, Dictionary<string, double> factors) => new(
        entry.Id,
        entry.String("name") ?? entry.Id,
        entry.String("family"),
        fields.Date(entry["released"]),
        fields.Quality(entry),
        entry.Span)
    {
        Vendor = entry.String("vendor"),
        ListPrice = fields.ListPrice(entry),
        Spellings = entry.Names("spellings") ?? [],
        Overrides = entry.Overrides,
        AliasOf = fields.Aliases(entry),
        TokenFactor = entry.Number("tokenFactor") ?? (
            entry.String("family") is { } family && factors.TryGetValue(family, out var factor) ? factor : null),
    };

    private Endpoint? Endpoint(
        CatalogEntry entry,
        Dictionary<string, Provider> providers,
        Dictionary<string, Model> models,
        CarrierBinder carriers)
    {
        if (!EndpointId.TryParse(entry.Id, out var id))
        {
            diagnostics.Add(
                CatalogDiagnostics.BadId,
                entry.Span,
                $"`{entry.Id}` is not an endpoint id",
                "write provider/model, and #region.tier where there are several");
            return null;
        }

        var provider = Find(providers, id.Provider, "provider", entry);
        if (entry["model"] is null)
        {
            diagnostics.Add(
                CatalogDiagnostics.NoModel,
                entry.Span,
                $"`{entry.Id}` names no model",
                "add `model:`, or correct the id if another file is meant to hold the rest");
            return null;
        }

        var model = Find(models, entry.String("model") ?? "", "model", entry);
        var (isFree, isRouter) = (entry.Boolean("free") ?? false, entry.Boolean("router") ?? false);
        CatalogPlausibility.Check(entry, isFree, fields);
        carriers.Check(entry, provider: null);
        if (provider is null || model is null)
        {
            return null;
        }

        var behind = carriers.Of(provider, CarrierBinder.Names(entry));
        return new Endpoint
        {
            Carriers = behind,
            Id = id,
            Provider = provider,
            Model = model,
            WireModel = entry.String("wireModel") ?? id.Model,
            Region = entry.String("region"),
            FailureDomain = entry.String("failureDomain") ?? provider.FailureDomain,
            Prices = isRouter
                ? null
                : new PriceBinder(fields, isFree).Bind(entry["prices"] as YamlMapping, entry["livePrice"] as YamlMapping),
            IsFree = isFree,
            IsRouter = isRouter,
            Api = entry.String("api") is { } api && EnumNames<EndpointApi>.TryParse(api, out var known) ? known : EndpointApi.Chat,
            ContextTokens = entry.Integer("contextTokens"),
            MaxOutputTokens = entry.Integer("maxOutputTokens"),
            Capabilities = new Capabilities
            {
                Tools = entry.Boolean("tools"),
                StructuredOutput = entry.Boolean("structuredOutput"),
                Reasoning = entry.Boolean("reasoning"),
                InputModalities = entry.Names("inputModalities"),
                OutputModalities = entry.Names("outputModalities"),
            },
            Latency = fields.Latency(entry),
            ReleasedOn = fields.Date(entry["released"]),
            DeprecatedOn = fields.Date(entry["deprecated"]),
            IsDeprecated = entry.Boolean("isDeprecated") ?? false,
            RetiresOn = fields.Date(entry["retires"]),
            Compliance = Through(behind, fields.Compliance(entry).Over(provider.Compliance)),
            LocalNotes = entry["notes"] is YamlSequence notes ? [.. notes.Items.OfType<YamlScalar>().Select(note => note.Text)] : [],
            Overrides = entry.Overrides,
            Span = entry.Span,
        };
    }

    /// <summary>The facts of a call through an aggregator; none is known where a carrier is not.</summary>
    private static ComplianceFacts Through(Carriers carriers, ComplianceFacts own) => carriers.AreKnown
        ? carriers.Providers.Aggregate(own, (facts, carrier) => facts.With(carrier.Compliance))
        : ComplianceFacts.Unknown;

    private T? Find<T>(Dictionary<string, T> known, string id, string what, CatalogEntry entry)
        where T : class
    {
        if (known.TryGetValue(id, out var found))
        {
            return found;
        }

        diagnostics.Add(CatalogDiagnostics.UnknownReference, entry.Span, $"unknown {what} `{id}`", Suggestion.DidYouMean(id, known.Keys));
        return null;
    }
}
