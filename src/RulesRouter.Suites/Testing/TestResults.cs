using System.Xml;
using System.Xml.Linq;
using Microsoft.Extensions.FileSystemGlobbing;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Testing;

/// <summary>Outcomes by test name, read from TRX or JUnit XML. A name that occurs several times has its worst outcome.</summary>
internal sealed class TestResults
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        MaxCharactersInDocument = 256L << 20,
        XmlResolver = null,
        CheckCharacters = false,
    };

    private readonly Dictionary<string, TestOutcome> outcomes = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TestOutcome> Outcomes => outcomes;

    /// <summary>Files that are no XML of either format, with the reason.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Reads the result files that a test command left in the work tree; none give no outcome.</summary>
    public static TestResults In(string tree, TestSystem system)
    {
        var results = new TestResults();
        var matcher = new Matcher();
        matcher.AddIncludePatterns(TestCommands.ResultFiles(system));
        foreach (var path in matcher.GetResultsInFullPath(tree).Order(StringComparer.Ordinal))
        {
            results.Read(path);
        }

        return results;
    }

    /// <summary>
    /// Removes result files that are in a work tree before its tests run. Of a file that a link leads to, the link is removed: the file may
    /// lie outside the tree.
    /// </summary>
    public static void Clear(string tree, TestSystem system)
    {
        var matcher = new Matcher();
        matcher.AddIncludePatterns(TestCommands.ResultFiles(system));
        foreach (var path in matcher.GetResultsInFullPath(tree).ToList())
        {
            if (File.Exists(path))
            {
                File.Delete(OutermostLink(Path.GetFullPath(tree), path) ?? path);
            }
        }
    }

    private static string? OutermostLink(string tree, string path)
    {
        string? link = null;
        for (var part = path; part.Length > tree.Length; part = Path.GetDirectoryName(part)!)
        {
            link = new FileInfo(part).LinkTarget is null ? link : part;
        }

        return link;
    }

    private void Read(string path)
    {
        try
        {
            using var reader = XmlReader.Create(path, Settings);
            var root = XDocument.Load(reader).Root!;
            switch (root.Name.LocalName)
            {
                case "TestRun":
                    ReadTrx(root);
                    break;
                case "testsuites" or "testsuite":
                    ReadJunit(root, "");
                    break;
                default:
                    var name = $"the root element is `{root.Name.LocalName}`";
                    Problems.Add($"{Path.GetFileName(path)}: {name}; expected TestRun, testsuites or testsuite");
                    break;
            }
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            Problems.Add($"{Path.GetFileName(path)}: {exception.Message.TrimEnd('.')}");
        }
    }

    private void ReadTrx(XElement root)
    {
        var classes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var test in root.Descendants().Where(element => element.Name.LocalName == "UnitTest"))
        {
            var method = test.Elements().FirstOrDefault(element => element.Name.LocalName == "TestMethod");
            classes[test.Attribute("id")?.Value ?? ""] = method?.Attribute("className")?.Value ?? "";
        }

        foreach (var result in root.Descendants().Where(element => element.Name.LocalName == "UnitTestResult"))
        {
            var name = result.Attribute("testName")?.Value ?? "";
            var owner = classes.GetValueOrDefault(result.Attribute("testId")?.Value ?? "") ?? "";
            Add(
                owner.Length == 0 || name.StartsWith(owner, StringComparison.Ordinal) ? name : $"{owner}.{name}",
                result.Attribute("outcome")?.Value switch
                {
                    "Passed" => TestOutcome.Passed,
                    "NotExecuted" or "Inconclusive" or "Pending" => TestOutcome.Skipped,
                    _ => TestOutcome.Failed,
                });
        }
    }

    /// <summary>Suites may nest: a case is named by its class, else by its suites.</summary>
    private void ReadJunit(XElement element, string suites)
    {
        foreach (var child in element.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "testsuite":
                    ReadJunit(child, Joined(suites, child.Attribute("name")?.Value));
                    break;
                case "testcase":
                    var owner = child.Attribute("classname")?.Value is { Length: > 0 } name and not "test" ? name : suites;
                    Add(Joined(owner, child.Attribute("name")?.Value), OutcomeOf(child));
                    break;
                default:
                    break;
            }
        }
    }

    private static TestOutcome OutcomeOf(XElement testCase) =>
        testCase.Elements().Any(element => element.Name.LocalName is "failure" or "error") ? TestOutcome.Failed
        : testCase.Elements().Any(element => element.Name.LocalName == "skipped") ? TestOutcome.Skipped
        : TestOutcome.Passed;

    private static string Joined(string owner, string? name) =>
        owner.Length == 0 ? name ?? "" : string.IsNullOrEmpty(name) ? owner : $"{owner}.{name}";

    private void Add(string name, TestOutcome outcome)
    {
        if (name.Length > 0)
        {
            outcomes[name] = outcomes.TryGetValue(name, out var other) ? Worse(outcome, other) : outcome;
        }
    }

    private static TestOutcome Worse(TestOutcome one, TestOutcome other) =>
        one == TestOutcome.Failed || other == TestOutcome.Failed ? TestOutcome.Failed
        : one == TestOutcome.Skipped || other == TestOutcome.Skipped ? TestOutcome.Skipped
        : TestOutcome.Passed;
}
