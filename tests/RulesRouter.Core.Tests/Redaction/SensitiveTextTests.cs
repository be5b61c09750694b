using System.Diagnostics;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using RulesRouter.Redaction;

namespace RulesRouter.Core.Tests.Redaction;

public sealed class SensitiveTextTests
{
    /// <summary>Pattern, text, value.</summary>
    public static TheoryData<string, string, string> Values() => new()
    {
        { "AWS access key id", "key AKIAABCDEFGHIJKLMNOP end", "AKIAABCDEFGHIJKLMNOP" },
        { "GitHub token", "ghp_" + Letters(36), "ghp_" + Letters(36) },
        { "GitLab token", $"token glpat-{Letters(20)}.", "glpat-" + Letters(20) },
        { "OpenAI, Anthropic and compatible key", $"x=sk-ant-api03-{Letters(40)}", "sk-ant-api03-" + Letters(40) },
        { "Groq, xAI, Perplexity, Replicate or Hugging Face key", $"hf_{Letters(34)}", "hf_" + Letters(34) },
        { "Slack token or webhook", "xoxb-1234567890-abcdef", "xoxb-1234567890-abcdef" },
        { "Google key", $"AIza{Letters(35)}", "AIza" + Letters(35) },
        { "npm, PyPI, RubyGems or Docker token", $"npm_{Letters(36)}", "npm_" + Letters(36) },
        { "Stripe key", $"sk_live_{Letters(24)}", "sk_live_" + Letters(24) },
        { "SendGrid, Twilio or Telegram key", $"SG.{Letters(22)}.{Letters(43)}", $"SG.{Letters(22)}.{Letters(43)}" },
        { "Azure client secret", $"abc8Q~{Letters(34)}", $"abc8Q~{Letters(34)}" },
        { "DigitalOcean, Shopify, Databricks or Alibaba key", $"dapi{Hex(32)}", "dapi" + Hex(32) },
        { "HashiCorp token", $"hvs.{Letters(24)}", "hvs." + Letters(24) },
        {
            "Grafana, Linear, Notion, New Relic, Sentry, Postman, Pulumi or PlanetScale key",
            $"glsa_{Letters(32)}_{Hex(8)}",
            $"glsa_{Letters(32)}_{Hex(8)}"
        },
        { "age key", $"AGE-SECRET-KEY-1{Letters(58).ToUpperInvariant()}", $"AGE-SECRET-KEY-1{Letters(58).ToUpperInvariant()}" },
        {
            "private key (PEM, OpenSSH, PGP)",
            "a\n-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nafter",
            "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----"
        },
        {
            "private key (PEM, OpenSSH, PGP)",
            """{"private_key": "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"}""",
            """-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----"""
        },
        { "private key (PEM, OpenSSH, PGP)", "-----BEGIN EC PRIVATE KEY-----\ncut", "-----BEGIN EC PRIVATE KEY-----\ncut" },
        { "JSON web token", $"eyJ{Letters(12)}.eyJ{Letters(12)}.{Letters(12)}", $"eyJ{Letters(12)}.eyJ{Letters(12)}.{Letters(12)}" },
        { "bearer token", "curl -H 'Authorization: Bearer abcdefgh12345678'", "abcdefgh12345678" },
        { "basic authorization", "authorization: Basic dXNlcjpwYXNzMQ==", "dXNlcjpwYXNzMQ==" },
        { "password in an address", "postgres://app:hunter2@db:5432/x", "hunter2" },
        { "password in a connection string", "Server=db;User Id=app;Password=hunter2;Database=x", "hunter2" },
        { "password in a connection string", $"AccountName=a;AccountKey={Letters(40)}1==", Letters(40) + "1==" },
        { "value in quotes assigned to a secret's name", "const clientSecret = \"a1b2c3d4e5\";", "a1b2c3d4e5" },
        { "value in quotes assigned to a secret's name", """{"password":"pa\"ssword1"}""", """pa\"ssword1""" },
        { "value in escaped quotes assigned to a secret's name", """{\"apiKey\": \"a1b2c3d4e5\"}""", "a1b2c3d4e5" },
        { "line that assigns to a secret's name", "A=1\nDB_PASSWORD=hunter2hunter\nB=2", "hunter2hunter" },
        { "line that assigns to a secret's name", "db:\n  password: hunter2hunter\r\n", "hunter2hunter" },
        { "e-mail address", "write to ana.maria@firma.de, please", "ana.maria@firma.de" },
        { "phone number (E.164)", "call +49 30 901820 now", "+49 30 901820" },
        { "phone number (E.164)", "(+14155552671)", "+14155552671" },
        { "IBAN", "to DE89 3704 0044 0532 0130 00 TODAY", "DE89 3704 0044 0532 0130 00" },
        { "IBAN", "GB82WEST12345698765432", "GB82WEST12345698765432" },
        { "payment card", "4111 1111 1111 1111 12/27", "4111 1111 1111 1111" },
        { "payment card", "order 1234 378282246310005", "378282246310005" },
        { "national id, Spain: DNI and NIE", "DNI 12345678Z", "12345678Z" },
        { "national id, Spain: DNI and NIE", "NIE X1234567L", "X1234567L" },
        { "national id, France: NIR", "1 84 12 76 451 089 46", "1 84 12 76 451 089 46" },
        { "national id, Italy: codice fiscale", "RSSMRA85T10A562S", "RSSMRA85T10A562S" },
        { "national id, Switzerland: AHV number", "756.9217.0769.85", "756.9217.0769.85" },
        { "national id, Belgium: national number", "85.07.30-033.28", "85.07.30-033.28" },
        { "national id, Norway: fødselsnummer", "15076510013", "15076510013" },
        { "national id, Sweden: personnummer", "811228-9874", "811228-9874" },
        { "national id, Finland: henkilötunnus", "131052-308T", "131052-308T" },
        { "national id, Poland: PESEL", "44051401359", "44051401359" },
        { "national id, Germany: tax id", "86095742719", "86095742719" },
        { "national id, Brazil: CPF", "111.444.777-35", "111.444.777-35" },
        { "national id, China: resident id", "11010519491231002X", "11010519491231002X" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_of_a_pattern_is_found_in_its_text(string pattern, string text, string value)
    {
        var places = new List<SensitivePlace>();
        PatternTable.All.Single(one => one.Name == pattern).Find(text, places);

        Assert.Contains(value, places.Select(place => text.Substring(place.Start, place.Length)));
        Assert.DoesNotContain(value, SensitiveText.Removed(text, PatternTable.All, "[removed]"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_pattern_has_an_example() => Assert.Equal(
        PatternTable.All.Select(pattern => pattern.Name).Order(StringComparer.Ordinal),
        Values().Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("password = \"correct horse\"")]
    [InlineData("const key = values[0];")]
    [InlineData("password = \"${DB_PASSWORD}\"")]
    [InlineData("password: \"********\"")]
    [InlineData("apiKey = process.env.API_KEY")]
    [InlineData("git clone git@github.com:owner/repository.git")]
    [InlineData("Co-Authored-By: Bot <noreply@vendor.com>")]
    [InlineData("ana@example.com, ana@mail.example.org, ana@host.test")]
    [InlineData("background: url(icon@2x.png)")]
    [InlineData("npm install react@18.2.0")]
    [InlineData("+12345678 added")]
    [InlineData("1+4930901820")]
    [InlineData("DE89 3704 0044 0532 0130 01")]
    [InlineData("4111 1111 1111 1112")]
    [InlineData("1717171717171717")]
    [InlineData("12345678A")]
    [InlineData("1700000000000")]
    [InlineData("6ba7b810-9dad-11d1-80b4-00c04fd430c8")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Text_that_only_resembles_a_value_stays(string text) =>
        Assert.Equal(text, SensitiveText.Removed(text, PatternTable.All, "[removed]"));

    [Theory]
    [InlineData("ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "[secret removed]")]
    [InlineData("apiKey: 'a1b2c3d4e5'", "apiKey: '[secret removed]'")]
    [InlineData("ana@firma.de", "ana@firma.de")]
    public void Only_the_kinds_that_were_asked_for_are_removed(string text, string expected) =>
        Assert.Equal(expected, SensitiveText.Removed(text, PatternTable.Of([PatternTable.Secrets]), "[secret removed]"));

    [Fact]
    public void No_pattern_backtracks() =>
        Assert.All(PatternTable.All, pattern => Assert.True(pattern.Regex.Options.HasFlag(RegexOptions.NonBacktracking), pattern.Name));

    /// <summary>Repetitions of what patterns begin with: one that goes over a text again and again takes hours.</summary>
    [Theory]
    [InlineData("a@a.")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("eyJaaaaaaaaaaaa.")]
    [InlineData("1 1")]
    [InlineData("+4")]
    [InlineData("4111 ")]
    [InlineData("DE89 3704 ")]
    [InlineData("password=\"a")]
    [InlineData("password: ")]
    [InlineData("password=a1;")]
    [InlineData("x://a:b")]
    [InlineData("12345678")]
    public void Long_hostile_text_takes_seconds_at_most(string repeated)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length));
        var watch = Stopwatch.StartNew();

        SensitiveText.Find(text, PatternTable.All);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }

    [Property]
    public bool Places_are_in_order_and_do_not_overlap(List<int> starts, List<int> lengths)
    {
        var places = SensitiveText.Joined(
            [.. starts.Zip(lengths, (start, length) => new SensitivePlace(Math.Abs(start % 50), 1 + Math.Abs(length % 9), "X"))]);
        return places.Zip(places.Skip(1)).All(pair => pair.First.End <= pair.Second.Start);
    }

    private static string Letters(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(index => "aB3dE5gH7jK9mN1p"[index % 16]));

    private static string Hex(int count) => string.Concat(Enumerable.Range(0, count).Select(index => "0a1b2c3d4e5f6789"[index % 16]));
}
