using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace RulesRouter.Redaction;

/// <summary>Keys that vendors give a prefix, so that scanners recognise them.</summary>
internal static partial class VendorKeys
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    public static ImmutableArray<SensitivePattern> All { get; } =
    [
        Of(
            "AWS access key id",
            Aws(),
            "`AKIA`, `ASIA`, `ABIA` or `ACCA` and 16 capital letters or digits",
            "also the keys of documentation, such as those that end in `EXAMPLE`",
            ["AKIA", "ASIA", "ABIA", "ACCA"]),
        Of(
            "GitHub token",
            GitHub(),
            "`ghp_`, `gho_`, `ghu_`, `ghs_` or `ghr_` and 36 or more letters or digits; `github_pat_` and 50 or more",
            "rare",
            ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"]),
        Of(
            "GitLab token",
            GitLab(),
            "`glpat-` and its siblings, such as `gldt-` and `glrt-`, and 20 or more characters",
            "misses instances with a prefix of their own",
            ["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glft-", "glsoat-", "gloas-", "glimt-", "glagent-", "glffct-"]),
        Of(
            "OpenAI, Anthropic and compatible key",
            OpenAi(),
            "`sk-` and 20 or more characters",
            "other names that begin so, such as long CSS classes",
            ["sk-"]),
        Of(
            "Groq, xAI, Perplexity, Replicate or Hugging Face key",
            Models(),
            "`gsk_`, `xai-`, `pplx-`, `r8_` or `hf_` and 34 to 40 or more letters or digits",
            "rare",
            ["gsk_", "xai-", "pplx-", "r8_", "hf_"]),
        Of(
            "Slack token or webhook",
            Slack(),
            "`xoxb-` and its siblings, `xapp-`, or the address of a webhook",
            "rare",
            ["xoxa-", "xoxb-", "xoxe", "xoxp-", "xoxr-", "xoxs-", "xapp-", "hooks.slack.com"]),
        Of(
            "Google key",
            Google(),
            "`AIza` and 35 characters; `GOCSPX-`; `ya29.`",
            "keys that are public by design, as in web pages",
            ["AIza", "GOCSPX-", "ya29."]),
        Of(
            "npm, PyPI, RubyGems or Docker token",
            Packages(),
            "`npm_`, `pypi-`, `rubygems_`, `dckr_pat_` or `dckr_oat_` and their characters",
            "rare",
            ["npm_", "pypi-", "rubygems_", "dckr_"]),
        Of(
            "Stripe key",
            Stripe(),
            "`sk_live_`, `sk_test_`, `rk_live_`, `rk_test_` and 10 or more characters; `whsec_`",
            "keys of tests count too",
            ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk_prod_", "rk_prod_", "whsec_"]),
        Of(
            "SendGrid, Twilio or Telegram key",
            Messaging(),
            "`SG.` and two parts; `SK` and 32 hexadecimal digits; a number, `:A` and 34 characters",
            "`SK` before a hash",
            ["SG.", "SK", ":A"]),
        Of(
            "Azure client secret",
            Azure(),
            "three characters, a digit, `Q~` and 31 to 34 characters",
            "rare",
            ["Q~"]),
        Of(
            "DigitalOcean, Shopify, Databricks or Alibaba key",
            Clouds(),
            "`dop_v1_`, `shpat_` and their siblings, `dapi`, `LTAI` and their characters",
            "rare",
            ["dop_v1_", "doo_v1_", "dor_v1_", "shpat_", "shpss_", "shpca_", "shppa_", "dapi", "LTAI"]),
        Of(
            "HashiCorp token",
            HashiCorp(),
            "`hvs.`, `hvb.` or `hvr.` and 24 or more characters; `.atlasv1.`",
            "rare",
            ["hvs.", "hvb.", "hvr.", ".atlasv1."]),
        Of(
            "Grafana, Linear, Notion, New Relic, Sentry, Postman, Pulumi or PlanetScale key",
            Operations(),
            "their public prefixes and characters",
            "rare",
            ["glsa_", "glc_", "lin_api_", "ntn_", "NRAK-", "sntrys_", "sntryu_", "PMAK-", "pul-", "pscale_"]),
        Of(
            "age key",
            Age(),
            "`AGE-SECRET-KEY-1` and 58 characters",
            "rare",
            ["AGE-SECRET-KEY-1"]),
    ];

    private static SensitivePattern Of(string name, Regex regex, string shape, string notes, string[] anchors) =>
        new(name, PatternTable.Secrets, "KEY", regex)
        {
            Shape = shape,
            Notes = notes,
            Anchors = SearchValues.Create(anchors, StringComparison.Ordinal),
        };

    [GeneratedRegex(
        @"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b",
        Options)]
    private static partial Regex Aws();

    [GeneratedRegex(
        @"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})",
        Options)]
    private static partial Regex GitHub();

    [GeneratedRegex(
        @"\bgl(?:pat|dt|rt|ptt|cbt|ft|soat|oas|imt|agent|ffct)-[A-Za-z0-9_-]{20,}",
        Options)]
    private static partial Regex GitLab();

    [GeneratedRegex(
        @"\bsk-[A-Za-z0-9_-]{20,}",
        Options)]
    private static partial Regex OpenAi();

    [GeneratedRegex(
        @"\b(?:gsk_[A-Za-z0-9]{40,}|xai-[A-Za-z0-9]{40,}|pplx-[A-Za-z0-9]{40,}|r8_[A-Za-z0-9]{37,}|hf_[A-Za-z0-9]{34,})",
        Options)]
    private static partial Regex Models();

    [GeneratedRegex(
        @"\b(?:xox[abeprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}|hooks\.slack\.com/(?:services"
        + @"|workflows|triggers)/[A-Za-z0-9+/]{20,})",
        Options)]
    private static partial Regex Slack();

    [GeneratedRegex(
        @"\b(?:AIza[0-9A-Za-z_-]{35}|GOCSPX-[0-9A-Za-z_-]{28,}|ya29\.[0-9A-Za-z_-]{20,})",
        Options)]
    private static partial Regex Google();

    [GeneratedRegex(
        @"\b(?:npm_[A-Za-z0-9]{36,}|pypi-[A-Za-z0-9_-]{50,}|rubygems_[a-f0-9]{48}|dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,})",
        Options)]
    private static partial Regex Packages();

    [GeneratedRegex(
        @"\b(?:[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{24,})",
        Options)]
    private static partial Regex Stripe();

    [GeneratedRegex(
        @"\b(?:SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}|SK[0-9a-f]{32}|[0-9]{8,10}:A[A-Za-z0-9_-]{34})\b",
        Options)]
    private static partial Regex Messaging();

    [GeneratedRegex(
        @"\b[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}",
        Options)]
    private static partial Regex Azure();

    [GeneratedRegex(
        @"\b(?:do[opr]_v1_[a-f0-9]{64}|shp(?:at|ss|ca|pa)_[a-fA-F0-9]{32}|dapi[a-f0-9]{32}|LTAI[A-Za-z0-9]{20})",
        Options)]
    private static partial Regex Clouds();

    [GeneratedRegex(
        @"\b(?:hv[sbr]\.[A-Za-z0-9_-]{24,}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,})",
        Options)]
    private static partial Regex HashiCorp();

    [GeneratedRegex(
        @"\b(?:glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/]{32,}|lin_api_[A-Za-z0-9]{32,}|ntn_[A-Za-z0-9]{40,}"
        + @"|NRAK-[A-Za-z0-9]{27}|sntrys_[A-Za-z0-9+/=_-]{40,}|sntryu_[a-f0-9]{64}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}"
        + @"|pul-[a-f0-9]{40}|pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_=.-]{32,})",
        Options)]
    private static partial Regex Operations();

    [GeneratedRegex(
        @"\bAGE-SECRET-KEY-1[A-Z0-9]{58}",
        Options)]
    private static partial Regex Age();
}
