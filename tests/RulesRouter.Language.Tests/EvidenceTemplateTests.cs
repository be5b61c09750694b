using System.Text.RegularExpressions;
using RulesRouter.Catalog;

namespace RulesRouter.Language.Tests;

public sealed partial class EvidenceTemplateTests
{
    private static readonly string Template = EvidenceTemplate.Write(
    [
        new Provider("acme", "Acme \"AI\"", [], "acme", ComplianceFacts.Unknown, default),
        new Provider("b.o-lt", "Bolt", [], "b.o-lt", ComplianceFacts.Unknown, default),
    ]);

    [Fact]
    public void Template_as_written_loads_and_states_nothing()
    {
        var loaded = Loading.Load(("ours.yaml", Template));

        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(["acme", "b.o-lt"], loaded.Catalog.Providers.Select(provider => provider.Id));
        Assert.All(loaded.Catalog.Providers, provider => Assert.Empty(provider.Compliance.Evidence()));
    }

    [Fact]
    public void Filled_template_loads_and_states_every_compliance_fact()
    {
        var loaded = Loading.Load(("ours.yaml", Filled()));

        Assert.Empty(loaded.Diagnostics);
        Assert.All(loaded.Catalog.Providers, provider => Assert.Equal(6, provider.Compliance.Evidence().Count()));
        Assert.All(
            loaded.Catalog.Providers.SelectMany(provider => provider.Compliance.Evidence()),
            fact => Assert.Equal(new Evidence("contract 7", new(2026, 7, 1), new(2027, 6, 30), IsSample: false), fact.Evidence));
    }

    /// <summary>A forgotten line must never become a fact.</summary>
    [Fact]
    public void Every_line_that_is_uncommented_and_left_empty_is_an_error_at_its_line()
    {
        var lines = Filled().Split('\n');
        var values = Enumerable.Range(0, lines.Length).Where(line => Value().IsMatch(lines[line])).ToList();
        Assert.Equal(18, values.Count);
        foreach (var line in values)
        {
            var emptied = string.Join('\n', lines.Select((text, at) => at == line ? Value().Replace(text, "$1") : text));

            var reported = Loading.Load(("ours.yaml", emptied)).Diagnostics;

            Assert.Contains(reported, diagnostic => diagnostic.IsError && diagnostic.Span.Line == line + 1);
        }
    }

    private static string Filled() => Comment().Replace(Template, "      ").Split('\n')
        .Select(line => Value().Replace(line, found => $"{found.Groups[1]} {ValueOf(found.Groups[2].Value)}"))
        .Aggregate((all, line) => $"{all}\n{line}");

    private static string ValueOf(string key) => key switch
    {
        "source" => "contract 7",
        "checkedOn" => "2026-07-01",
        "expires" => "2027-06-30",
        "dataRetentionDays" => "0",
        "trainsOnData" => "false",
        "zeroDataRetention" => "true",
        "certifications" => "[soc2, iso27001]",
        _ => "[eu-west]",
    };

    [GeneratedRegex("^      # ", RegexOptions.Multiline)]
    private static partial Regex Comment();

    /// <summary>A key of a group with what follows it, except for the keys of objects.</summary>
    [GeneratedRegex("^( {10,}([A-Za-z]+):)(?: +#| [^#]).*$")]
    private static partial Regex Value();
}
