namespace RulesRouter.Differential.Tests.Naive;

/// <summary>What a catalog says about one endpoint on one day; null is unknown.</summary>
internal sealed class NaiveEndpoint
{
    private readonly Dictionary<string, object> endpoint;
    private readonly Dictionary<string, object> provider;
    private readonly Dictionary<string, object> catalog;
    private readonly string today;

    private readonly Func<string, string, (double Success, bool IsPrior)> qualityOf;

    public NaiveEndpoint(
        string id,
        Dictionary<string, object> catalog,
        string today,
        Func<string, string, (double Success, bool IsPrior)> qualityOf)
    {
        this.qualityOf = qualityOf;
        Id = id;
        Provider = id[..id.IndexOf('/', StringComparison.Ordinal)];
        endpoint = catalog.Map("endpoints").Map(id);
        provider = catalog.Map("providers").Map(Provider);
        Model = endpoint.Text("model")!;
        ModelBehind = Behind(Model, catalog.Map("models"), today);
        (this.catalog, this.today) = (catalog, today);
        var suffix = id.Contains('#', StringComparison.Ordinal) ? id[(id.IndexOf('#', StringComparison.Ordinal) + 1)..].Split('.') : [];
        Region = suffix.Length > 0 ? suffix[0] : null;
        Tier = suffix.Length > 1 ? suffix[1] : "standard";
    }

    public string Id { get; }

    public string Provider { get; }

    public string Model { get; }

    /// <summary>The model that an alias, maybe of an alias, means on the day; else the model.</summary>
    public string ModelBehind { get; }

    /// <summary>Every name that means the model that answers on the day.</summary>
    public IEnumerable<string> NamesOfModel => catalog.Map("models").Keys
        .Where(name => Behind(name, catalog.Map("models"), today) == ModelBehind).Append(Model);

    public string? Region { get; }

    public string Tier { get; }

    /// <summary>
    /// The own provider, and those through which it passes calls on, with theirs; `unknown` for carriers that are not known.
    /// </summary>
    public HashSet<string> Providers
    {
        get
        {
            var all = new HashSet<string> { Provider };
            var next = new Queue<string>(Via(endpoint.ContainsKey("via") ? endpoint : provider));
            while (next.TryDequeue(out var carrier))
            {
                if (all.Add(carrier) && carrier != "unknown")
                {
                    Via(catalog.Map("providers").Map(carrier)).ForEach(next.Enqueue);
                }
            }

            return all;
        }
    }

    /// <summary>What fails together with it.</summary>
    public HashSet<string> FailureDomains =>
    [
        endpoint.Text("failureDomain") ?? DomainOf(Provider),
        .. Providers.Where(id => id != Provider).Select(DomainOf),
    ];

    /// <summary>The ids of its model and, if that is an alias, of the model that it refers to today.</summary>
    public IEnumerable<string> Models => TargetOf(Model) is { } target && target != Model ? [Model, target] : [Model];

    public bool IsRetired => endpoint.Text("retires") is { } day && string.CompareOrdinal(today, day) >= 0;

    public double? ContextTokens => endpoint.Number("contextTokens");

    public double? MaxOutputTokens => endpoint.Number("maxOutputTokens");

    public bool Reasons => endpoint.Boolean("reasoning") == true;

    /// <summary>The price of a call with so many input tokens; null input is unknown.</summary>
    public NaivePrice PriceFor(decimal? inputTokens) => NaivePrice.Of(Rates, endpoint.Boolean("free") == true, inputTokens);

    private double? TtftP50 => Fact(endpoint.List("latency"), "ttftP50Ms")?.Number("ttftP50Ms");

    public double? TtftP99 => Fact(endpoint.List("latency"), "ttftP99Ms")?.Number("ttftP99Ms");

    public double? SpeedP50 => Fact(endpoint.List("latency"), "tokensPerSecondP50")?.Number("tokensPerSecondP50");

    private double? SpeedP1 => Fact(endpoint.List("latency"), "tokensPerSecondP1")?.Number("tokensPerSecondP1");

    /// <summary>Median milliseconds of a whole answer: to the first token, and its length at the median speed.</summary>
    public double? LatencyP50(double? outputTokens) => outputTokens == 0 ? TtftP50 : TtftP50 + (outputTokens / SpeedP50 * 1000);

    /// <summary>The same at the 99th percentile, by the slow end of both figures.</summary>
    public double? LatencyP99(double? outputTokens) => outputTokens == 0 ? TtftP99 : TtftP99 + (outputTokens / SpeedP1 * 1000);

    /// <summary>The last listed period that applies today.</summary>
    private Dictionary<string, object>? Rates => endpoint.Map("prices").List("periods").Cast<Dictionary<string, object>>()
        .LastOrDefault(period => IsNotAfter(period.Text("from"), today)
            && (period.Text("until") is not { } until || !IsNotAfter(until, today)));

    public bool? Can(string capability) => capability switch
    {
        "tools" => endpoint.Boolean("tools"),
        "structured-output" => endpoint.Boolean("structuredOutput"),
        "reasoning" => endpoint.Boolean("reasoning"),
        "vision" => Modality("inputModalities", "image"),
        "audio" => Modality("inputModalities", "audio"),
        "files" => Modality("inputModalities", "pdf"),
        "audio-output" => Modality("outputModalities", "audio"),
        _ => throw new ArgumentException(capability),
    };

    private bool? Modality(string list, string name) => endpoint.ContainsKey(list) ? endpoint.Strings(list).Contains(name) : null;

    private static string Behind(string model, Dictionary<string, object> models, string today) =>
        models.Map(model).List("aliasOf").Cast<Dictionary<string, object>>()
            .Where(target => string.CompareOrdinal(target.Text("since"), today) <= 0)
            .MaxBy(target => target.Text("since"), StringComparer.Ordinal)?.Text("model") is { } target
            ? Behind(target, models, today)
            : model;

    public double Quality(string task) => qualityOf(ModelBehind, task).Success;

    public bool QualityIsPrior(string task) => qualityOf(ModelBehind, task).IsPrior;

    /// <summary>
    /// The groups of compliance facts that state a fact, one for each provider that a call passes through: of the endpoint itself or else
    /// of its provider, and of each carrier. Null if one of them is unknown.
    /// </summary>
    public List<Dictionary<string, object>>? Compliance(string fact)
    {
        var own = Stated(endpoint.List("compliance"), fact) is { } stated ? Valid(stated) : Fact(provider.List("compliance"), fact);
        var all = Providers.Where(id => id != Provider).Select(id => Fact(catalog.Map("providers").Map(id).List("compliance"), fact))
            .Prepend(own).ToList();
        return all.Contains(null) ? null : [.. all.OfType<Dictionary<string, object>>()];
    }

    private static List<string> Via(Dictionary<string, object> entry) =>
        entry.TryGetValue("via", out var via) ? via as string is { } one ? [one] : entry.Strings("via") : [];

    private string DomainOf(string id) => catalog.Map("providers").Map(id).Text("failureDomain") ?? id;

    private string? TargetOf(string id) => catalog.Map("models").Map(id).List("aliasOf").Cast<Dictionary<string, object>>()
        .Where(target => IsNotAfter(target.Text("since"), today))
        .OrderBy(target => target.Text("since"), StringComparer.Ordinal).LastOrDefault() is { } last
            ? TargetOf(last.Text("model")!)
            : id;

    private Dictionary<string, object>? Fact(List<object> groups, string fact) => Stated(groups, fact) is { } group ? Valid(group) : null;

    private static Dictionary<string, object>? Stated(List<object> groups, string fact) =>
        groups.Cast<Dictionary<string, object>>().LastOrDefault(group => group.ContainsKey(fact));

    /// <summary>A day that is not given is not after any.</summary>
    private static bool IsNotAfter(string? day, string other) => day is null || string.CompareOrdinal(day, other) <= 0;

    /// <summary>Sample and expired evidence is no evidence.</summary>
    private Dictionary<string, object>? Valid(Dictionary<string, object> group)
    {
        var evidence = group.Map("evidence");
        return evidence.Boolean("sample") != true && (evidence.Text("expires") is not { } last || string.CompareOrdinal(today, last) <= 0)
            ? group : null;
    }
}
