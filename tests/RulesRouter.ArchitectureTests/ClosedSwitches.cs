using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RulesRouter.ArchitectureTests;

/// <summary>Switches over a closed set, an enumeration or an abstract record, whose default arm has a value instead of throwing.</summary>
internal static class ClosedSwitches
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks; "
        + "global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Http; global using Microsoft.Extensions.Logging;";

    /// <summary>Ours, which are compiled from source, and a package whose namespace hides YamlDotNet's type <c>Scalar</c>.</summary>
    private static readonly string[] NotReferenced = ["rulesrouter", "Scalar.AspNetCore"];

    /// <summary>All of the sources as one program.</summary>
    /// <param name="sources">Path and text.</param>
    public static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> sources) => CSharpCompilation.Create(
        "sources",
        sources.Prepend((Path: "usings", Text: ImplicitUsings))
            .Select(source => CSharpSyntaxTree.ParseText(source.Text, path: source.Path)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !NotReferenced.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Path and line of each default arm with a value.</summary>
    public static IEnumerable<string> In(CSharpCompilation program) => program.SyntaxTrees.SelectMany(tree =>
    {
        var model = program.GetSemanticModel(tree);
        var nodes = tree.GetRoot().DescendantNodes().ToList();
        return nodes.OfType<SwitchExpressionSyntax>().SelectMany(one => DefaultArms(one, model))
            .Concat(nodes.OfType<SwitchStatementSyntax>().SelectMany(one => DefaultSections(one, model)))
            .Select(node => $"{tree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {node}".Split('\n')[0].Trim());
    });

    /// <summary>Switches whose type is unknown here, which would hide their default arms.</summary>
    public static IEnumerable<string> Unresolved(CSharpCompilation program) =>
        program.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<SwitchExpressionSyntax>())
            .Where(one => TypesOf(one.GoverningExpression, program.GetSemanticModel(one.SyntaxTree))
                .Any(type => type.TypeKind == TypeKind.Error))
            .Select(one => $"{one.SyntaxTree.FilePath}: {one.GoverningExpression}");

    private static IEnumerable<SyntaxNode> DefaultArms(SwitchExpressionSyntax one, SemanticModel model) =>
        TypesOf(one.GoverningExpression, model).Any(IsClosed)
            ? one.Arms.Where(arm => MatchesAll(arm.Pattern) && arm.WhenClause is null && arm.Expression is not ThrowExpressionSyntax)
            : [];

    private static IEnumerable<SyntaxNode> DefaultSections(SwitchStatementSyntax one, SemanticModel model) =>
        TypesOf(one.Expression, model).Any(IsClosed)
            ? one.Sections.Where(section => section.Labels.Any(label => label is DefaultSwitchLabelSyntax)
                && section.Statements is not [ThrowStatementSyntax])
            : [];

    /// <summary>The type of an expression; of a tuple, those of its elements.</summary>
    private static IEnumerable<ITypeSymbol> TypesOf(ExpressionSyntax expression, SemanticModel model) =>
        model.GetTypeInfo(expression).Type switch
        {
            INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Select(element => element.Type),
            { } type => [type],
            null => [],
        };

    private static bool IsClosed(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsClosed(nullable.TypeArguments[0]),
        { Locations: [{ IsInSource: true }, ..] } => type.TypeKind == TypeKind.Enum || (type.IsAbstract && type.IsRecord),
        _ => false,
    };

    private static bool MatchesAll(PatternSyntax pattern) => pattern switch
    {
        DiscardPatternSyntax or VarPatternSyntax => true,
        RecursivePatternSyntax { Type: null, PropertyPatternClause: null, PositionalPatternClause: { } tuple } =>
            tuple.Subpatterns.All(element => MatchesAll(element.Pattern)),
        RecursivePatternSyntax { Type: null, PropertyPatternClause.Subpatterns.Count: 0, PositionalPatternClause: null } => true,
        _ => false,
    };
}
