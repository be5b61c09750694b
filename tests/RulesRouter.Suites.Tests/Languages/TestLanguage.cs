using System.Xml.Linq;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Tests.Languages;

/// <summary>A small library of statistics and its tests, in one language.</summary>
/// <param name="Setup">Files that the first commit adds besides source and test.</param>
/// <param name="Head">What a source file starts with; <paramref name="Foot"/> ends it.</param>
/// <param name="BrokenSum">Fails for an empty list; <paramref name="Sum"/> does not.</param>
/// <param name="Revealing">A message that is the code of a change, and that code.</param>
/// <param name="Luck">Tests of which none passes three times in a row, and some do not fail three times.</param>
internal sealed record TestLanguage(
    TestSystem System,
    string SourcePath,
    string TestPath,
    (string Path, string Content)[] Setup,
    string Head,
    string Foot,
    string BrokenSum,
    string Sum,
    string Mean,
    (string Message, string Code) Revealing,
    string TestHead,
    string TestFoot,
    string TestAdds,
    string TestEmpty,
    string TestMean,
    string TestRevealed,
    string Luck,
    string Extra)
{
    public static TestLanguage JavaScript { get; } = new(
        TestSystem.Node,
        "src/stats.js",
        "test/stats.test.js",
        [("package.json", """{ "type": "module", "scripts": { "test": "node --test" } }""")],
        "",
        "",
        "export const sum = values => values.reduce((a, b) => a + b);\n",
        "export const sum = values => values.reduce((a, b) => a + b, 0);\n",
        "export const mean = values => sum(values) / values.length;\n",
        (
            "export const product = values => values.reduce((a, b) => a * b, 1);",
            "export const product = values => values.reduce((a, b) => a * b, 1);\n"),
        "import test from 'node:test';\nimport assert from 'node:assert';\nimport * as stats from '../src/stats.js';\n",
        "",
        "test('adds', () => assert.equal(stats.sum([1, 2]), 3));\n",
        "test('empty', () => assert.equal(stats.sum([]), 0));\n",
        "test('mean', () => assert.equal(stats.mean([1, 3]), 2));\n",
        "test('product', () => assert.equal(stats.product([2, 3]), 6));\n",
        "for (let n = 0; n < 400; n++) test(`luck ${n}`, () => assert.ok(stats.luck && Math.random() < 0.01));\n",
        "export const luck = true;\n");

    public static TestLanguage Python { get; } = new(
        TestSystem.Pytest,
        "stats.py",
        "tests/test_stats.py",
        [("conftest.py", "import os\nimport sys\n\nsys.path.insert(0, os.path.dirname(__file__))\n")],
        "",
        "",
        "def total(values):\n    result = values[0]\n    for value in values[1:]:\n        result += value\n    return result\n\n\n",
        "def total(values):\n    result = 0\n    for value in values:\n        result += value\n    return result\n\n\n",
        "def mean(values):\n    return total(values) / len(values)\n\n\n",
        (
            "product_of = lambda values: functools.reduce(operator.mul, values, 1)",
            "import functools\nimport operator\n\nproduct_of = lambda values: functools.reduce(operator.mul, values, 1)\n"),
        "import random\n\nimport pytest\n\nimport stats\n\n\n",
        "",
        "def test_adds():\n    assert stats.total([1, 2]) == 3\n\n\n",
        "def test_empty():\n    assert stats.total([]) == 0\n\n\n",
        "def test_mean():\n    assert stats.mean([1, 3]) == 2\n\n\n",
        "def test_product():\n    assert getattr(stats, 'product' + '_of')([2, 3]) == 6\n\n\n",
        "@pytest.mark.parametrize('n', range(400))\ndef test_luck(n):\n    assert stats.luck and random.random() < 0.01\n",
        "luck = True\n");

    public static TestLanguage CSharp { get; } = new(
        TestSystem.Dotnet,
        "src/Stats/Stats.cs",
        "tests/Stats.Tests/StatsTests.cs",
        [
            ("NuGet.config", "<configuration><packageSources><clear /></packageSources></configuration>\n"),
            ("src/Stats/Stats.csproj", Project("", "")),
            ("tests/Stats.Tests/Stats.Tests.csproj", Project("<IsPackable>false</IsPackable>", Packages())),
        ],
        "using System.Linq;\n\nnamespace Small;\n\npublic static class Stats\n{\n",
        "}\n",
        "    public static int Sum(int[] values) => values.Aggregate((a, b) => a + b);\n",
        "    public static int Sum(int[] values) => values.Aggregate(0, (a, b) => a + b);\n",
        "    public static double Mean(int[] values) => (double)Sum(values) / values.Length;\n",
        (
            "public static int ProductOf(int[] values) => values.Aggregate(1, (a, b) => a * b);",
            "    public static int ProductOf(int[] values) => values.Aggregate(1, (a, b) => a * b);\n"),
        "using Xunit;\n\nnamespace Small.Tests;\n\npublic class StatsTests\n{\n",
        "}\n",
        "    [Fact] public void Adds() => Assert.Equal(3, Stats.Sum([1, 2]));\n",
        "    [Fact] public void Empty() => Assert.Equal(0, Stats.Sum([]));\n",
        "    [Fact] public void Averages() => Assert.Equal(2, Stats.Mean([1, 3]));\n",
        "    [Fact] public void Multiplies() => Assert.NotNull(typeof(Stats).GetMethod(\"Product\" + \"Of\"));\n",
        "    [Fact] public void Luck() => Assert.True(Stats.Luck && System.Random.Shared.NextDouble() < 0.5);\n",
        "    public const bool Luck = true;\n");

    public string Source(params ReadOnlySpan<string> functions) => Head + string.Concat(functions) + Foot;

    public string Test(params ReadOnlySpan<string> tests) => TestHead + string.Concat(tests) + TestFoot;

    private static string Project(string properties, string items) =>
        $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit>{properties}</PropertyGroup>{items}</Project>\n";

    /// <summary>In the versions of this repository, whose packages are on the machine already: the restore needs no network.</summary>
    private static string Packages()
    {
        var versions = XDocument.Load(Path.Combine(SourceRoot.Path, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        var references = ((string[])["Microsoft.NET.Test.Sdk", "xunit", "xunit.runner.visualstudio"])
            .Select(name => $"<PackageReference Include=\"{name}\" Version=\"{versions[name]}\" />");
        return $"<ItemGroup><ProjectReference Include=\"../../src/Stats/Stats.csproj\" />{string.Concat(references)}</ItemGroup>";
    }
}
