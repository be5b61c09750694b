using System.Text;
using RulesRouter.Language;

namespace RulesRouter.Cli.Reference;

/// <summary>The language reference as Markdown: policies/README.md, checked by a test.</summary>
internal static class ReferencePage
{
    public static string Write()
    {
        var sections = ReferenceSections.All();
        var page = new StringBuilder();
        page.Append("<!-- Written by `make reference`; edit src/RulesRouter.Cli/Reference instead. -->\n# The policy language\n\n");
        page.Append($$"""
            Policies are YAML files with one document each, checked by the JSON Schemas in [schemas](../schemas). Start each file with
            `# yaml-language-server: $schema=…/routing-policy.schema.json` so that your editor completes and checks it, and with `apiVersion: {{PolicyLoader.ApiVersion}}`.
            `rulesrouter validate` reports every error with its place, `rulesrouter test` runs the test suites, `rulesrouter fmt` formats files, and `rulesrouter decide` makes one decision.

            This page is generated from the tables and schemas that the program reads. Every entry links to an example at the end; all examples load together, and their tests pass.


            """);
        foreach (var title in sections.Select(section => section.Title).Append("Examples"))
        {
            page.Append($"* [{title}](#{title.ToLowerInvariant().Replace(' ', '-')})\n");
        }

        foreach (var section in sections)
        {
            Write(page, section);
        }

        page.Append("\n## Examples\n");
        foreach (var example in ReferenceExample.All)
        {
            page.Append($"\n### {example.Name.Split('-')[0]}. {example.Title}\n\n```yaml\n{example.Text}\n```\n");
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, ReferenceSection section)
    {
        var linked = section.Entries.Any(entry => entry.UsedIn.Count > 0);
        var columns = section.Columns.Prepend("name").Concat(linked ? ["example"] : []).ToList();
        page.Append(
            $"\n## {section.Title}\n\n{section.Introduction}\n\n| {string.Join(" | ", columns)} |\n|{string.Concat(Enumerable.Repeat("---|", columns.Count))}\n");
        foreach (var entry in section.Entries)
        {
            var cells = entry.Cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))
                .Prepend($"`{entry.Name}`")
                .Concat(linked ? [Link(entry)] : []);
            page.Append($"| {string.Join(" | ", cells)} |\n");
        }
    }

    private static string Link(ReferenceEntry entry) =>
        entry.UsedIn is [var first, ..] ? $"[example {first.Name.Split('-')[0]}](#{first.Anchor})" : "";
}
