namespace RulesRouter.Language.Import.Identity;

/// <summary>The known makers of models. A folder before a model's name that is not here may be a model of its own.</summary>
internal static class ModelVendors
{
    private static readonly ModelVendor[] All =
    [
        new("ai21", ["ai21", "ai21labs", "ai21-labs"], ["jamba", "j2"], null),
        new("alibaba", ["qwen", "alibaba", "alibaba-qwen"], ["qwen", "qwq", "qvq", "tongyi"], "alibaba"),
        new("allenai", ["allenai", "ai2"], ["olmo", "molmo", "tulu"], null),
        new("amazon", ["amazon"], ["nova", "titan"], "amazon-bedrock"),
        new("anthropic", ["anthropic"], ["claude"], "anthropic"),
        new("arcee", ["arcee", "arcee-ai"], ["trinity", "virtuoso", "maestro", "coder-large"], null),
        new("baidu", ["baidu"], ["ernie"], null),
        new("bytedance", ["bytedance", "bytedance-seed"], ["seed", "doubao"], null),
        new("canopylabs", ["canopylabs"], ["orpheus"], null),
        new("cohere", ["cohere", "cohereforai", "coherelabs"], ["command", "c4ai", "aya", "embed", "rerank", "north"], "cohere"),
        new("deepcogito", ["deepcogito"], ["cogito"], null),
        new("deepreinforce", ["deepreinforce"], ["ornith"], null),
        new("deepseek", ["deepseek", "deepseek-ai"], ["deepseek"], "deepseek"),
        new("essentialai", ["essentialai", "essential-ai"], ["rnj"], null),
        new("google", ["google", "google-deepmind"], ["gemini", "gemma", "palm", "text-bison"], "google"),
        new("groq", ["groq"], ["compound"], "groq"),
        new("ibm", ["ibm", "ibm-granite"], ["granite"], null),
        new("inception", ["inception", "inceptionlabs"], ["mercury"], null),
        new("liquid", ["liquid", "liquidai"], ["lfm"], null),
        new("meta", ["meta", "meta-llama", "facebook"], ["llama", "codellama"], "llama"),
        new("microsoft", ["microsoft"], ["phi", "mai", "wizardlm"], "azure"),
        new("minimax", ["minimax", "minimaxai"], ["minimax"], "minimax"),
        new(
            "mistral",
            ["mistral", "mistralai"],
            ["mistral", "ministral", "mixtral", "magistral", "devstral", "codestral", "pixtral", "voxtral", "open-mistral", "open-mixtral"],
            "mistral"),
        new("moonshotai", ["moonshotai", "moonshot"], ["kimi", "moonlight"], "moonshotai"),
        new("nousresearch", ["nousresearch"], ["hermes"], null),
        new("nvidia", ["nvidia"], ["nemotron", "llama"], null),
        new("openai", ["openai"], ["gpt", "chatgpt", "codex", "o1", "o3", "o4", "text-embedding", "whisper"], "openai"),
        new("perplexity", ["perplexity"], ["sonar"], "perplexity"),
        new("primeintellect", ["primeintellect", "prime-intellect"], ["intellect"], null),
        new("sakana", ["sakana"], ["fugu"], "sakana"),
        new("stepfun", ["stepfun", "stepfun-ai"], ["step"], "stepfun"),
        new("tencent", ["tencent"], ["hy", "hunyuan"], null),
        new("upstage", ["upstage"], ["solar"], null),
        new("writer", ["writer"], ["palmyra"], "amazon-bedrock"),
        new("xai", ["xai", "x-ai"], ["grok"], "xai"),
        new("xiaomi", ["xiaomi", "xiaomimimo"], ["mimo"], "xiaomi"),
        new("zai", ["zai", "zai-org", "z-ai", "zhipuai", "zhipu", "thudm"], ["glm", "chatglm"], "zai"),
    ];

    private static readonly Dictionary<string, ModelVendor> ByName =
        All.SelectMany(vendor => vendor.Names.Select(name => (name, vendor)))
            .ToDictionary(pair => pair.name, pair => pair.vendor, StringComparer.Ordinal);

    private static readonly (string Prefix, ModelVendor Vendor)[] Prefixes =
    [
        .. All.SelectMany(vendor => vendor.Names.Select(name => (Prefix: name + "-", vendor)))
            .OrderByDescending(pair => pair.Prefix.Length)
            .ThenBy(pair => pair.Prefix, StringComparer.Ordinal),
    ];

    /// <summary>The provider of models.dev that sells a vendor's models at its own prices; null if there is none.</summary>
    public static string? ProviderOf(string vendor) => All.First(known => known.Id == vendor).Provider;

    public static ModelVendor? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The vendor written with a dash before one of its own models: <c>meta-</c> in <c>meta-llama-3-8b</c>.</summary>
    public static (ModelVendor Vendor, string Model)? DashedIn(string model)
    {
        foreach (var (prefix, vendor) in Prefixes)
        {
            if (model.StartsWith(prefix, StringComparison.Ordinal) && Makes(vendor, model[prefix.Length..]))
            {
                return (vendor, model[prefix.Length..]);
            }
        }

        return null;
    }

    /// <summary>By the first word of a model's name; null if no vendor or several use it.</summary>
    public static ModelVendor? OfFamily(string model) =>
        model.Contains("nemotron", StringComparison.Ordinal) ? ByName["nvidia"]
        : All.Where(vendor => vendor.Id != "nvidia" && Makes(vendor, model)).ToList() is [var only] ? only
        : null;

    public static bool Makes(ModelVendor vendor, string model) => vendor.Families.Any(
        family => model.StartsWith(family, StringComparison.Ordinal)
            && (model.Length == family.Length || !char.IsAsciiLetter(model[family.Length])));
}
