using System.Reflection;
using System.Reflection.Emit;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>The emitted class of one resolved policy's facts: a property per fact, a group object per dotted prefix, and <c>known</c>.</summary>
internal sealed class FactsType
{
    /// <summary>The group with one boolean per fact: whether it is known. Dots become underscores.</summary>
    public const string KnownGroup = "known";

    private static readonly Type[] ConstructorParameters = [typeof(RequestFacts)];
    private static int emitted;

    private readonly Func<RequestFacts, FactsView> create;

    private FactsType(Type type, IReadOnlyList<Type> all)
    {
        Type = type;
        All = all;
        create = facts => (FactsView)Activator.CreateInstance(type, facts)!;
    }

    public Type Type { get; }

    /// <summary>This class and its groups: the types to register with the expression parser.</summary>
    public IReadOnlyList<Type> All { get; }

    /// <param name="calls">Script calls of the workflow by their source.</param>
    public object View(RequestFacts facts, IReadOnlyDictionary<string, ScriptCall> calls)
    {
        var view = create(facts);
        view.Calls = calls;
        return view;
    }

    public static string KnownName(FactDefinition fact) => fact.Name.Replace('.', '_');

    /// <summary>The group with one method per script.</summary>
    public const string ScriptGroup = "script";

    /// <summary>The group of parameters, which are substituted as constants.</summary>
    public const string ParameterGroup = "param";

    /// <param name="lets">Names of lets; they parse as booleans and are expanded afterwards.</param>
    /// <param name="scripts">They parse as methods of <c>script</c> and are bound from the tree.</param>
    public static FactsType Emit(FactSchema schema, IEnumerable<string> lets, IEnumerable<ScriptDeclaration>? scripts = null, IEnumerable<ParameterDeclaration>? parameters = null)
    {
        // RulesEngine caches by short type name, so every emitted class has a name of its own.
        var number = Interlocked.Increment(ref emitted);
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName($"Facts{number}"), AssemblyBuilderAccess.RunAndCollect);
        var module = assembly.DefineDynamicModule("facts");
        // Names that cannot be declared were reported; they are skipped here.
        var facts = schema.Facts.Select((fact, slot) => (fact, slot)).Where(f => f.fact.Name.Split('.') is { Length: <= 2 } parts && !parts.Contains("")).ToList();
        var groups = new List<(string Name, Type Type)>();
        foreach (var group in facts.Where(f => f.fact.Name.Contains('.')).GroupBy(f => f.fact.Name.Split('.')[0]))
        {
            groups.Add((group.Key, EmitClass(module, $"Facts{number}_{group.Key}", group.Select(f => (f.fact.Name.Split('.')[1], f.fact.Type, f.slot)), [], [])));
        }

        groups.Add((KnownGroup, EmitClass(module, $"Facts{number}_known", [], facts.Select(f => (KnownName(f.fact), f.slot)), [])));
        groups.Add((ParameterGroup, EmitClass(module, $"Facts{number}_param", (parameters ?? []).Select(parameter => (parameter.Name, parameter.Type, 0)), [], [])));
        groups.Add((ScriptGroup, EmitScripts(module, $"Facts{number}_script", scripts ?? [])));
        var properties = facts.Where(f => !f.fact.Name.Contains('.')).Select(f => (f.fact.Name, f.fact.Type, f.slot))
            .Concat(lets.Where(name => name.Length > 0).Select(name => (name, FactType.Boolean, 0)));
        var type = EmitClass(module, $"Facts{number}", properties, [], groups);
        return new FactsType(type, [type, .. groups.Select(group => group.Type)]);
    }

    private static Type EmitScripts(ModuleBuilder module, string name, IEnumerable<ScriptDeclaration> scripts)
    {
        var type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(FactsView));
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, ConstructorParameters).GetILGenerator();
        constructor.Emit(OpCodes.Ldarg_0);
        constructor.Emit(OpCodes.Ldarg_1);
        constructor.Emit(OpCodes.Call, BaseConstructor);
        constructor.Emit(OpCodes.Ret);
        foreach (var script in scripts.Where(script => !script.TakesEndpoint))
        {
            var method = type.DefineMethod(
                script.Name,
                MethodAttributes.Public | MethodAttributes.HideBySig,
                script.Result == ScriptResult.Boolean ? typeof(bool) : typeof(double?),
                [.. script.Inputs.Select(input => TypeOf(input.Type))]);

            // Only the signature is used; the method is never called.
            method.GetILGenerator().Emit(OpCodes.Ldnull);
            method.GetILGenerator().Emit(OpCodes.Throw);
        }

        return type.CreateType();
    }

    private static Type TypeOf(ScriptType type) => type switch
    {
        ScriptType.Boolean => typeof(bool),
        ScriptType.Number => typeof(double?),
        ScriptType.Set => typeof(FactSet),
        _ => typeof(string),
    };

    private static ConstructorInfo BaseConstructor { get; } =
        typeof(FactsView).GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, ConstructorParameters)!;

    private static Type EmitClass(
        ModuleBuilder module,
        string name,
        IEnumerable<(string Name, FactType Type, int Slot)> facts,
        IEnumerable<(string Name, int Slot)> known,
        IReadOnlyList<(string Name, Type Type)> groups)
    {
        var type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(FactsView));
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, ConstructorParameters).GetILGenerator();
        constructor.Emit(OpCodes.Ldarg_0);
        constructor.Emit(OpCodes.Ldarg_1);
        constructor.Emit(OpCodes.Call, BaseConstructor);
        foreach (var group in groups)
        {
            var field = type.DefineField($"group_{group.Name}", group.Type, FieldAttributes.Private);
            constructor.Emit(OpCodes.Ldarg_0);
            constructor.Emit(OpCodes.Ldarg_1);
            constructor.Emit(OpCodes.Newobj, group.Type.GetConstructor(ConstructorParameters)!);
            constructor.Emit(OpCodes.Stfld, field);
            DefineGetter(type, group.Name, group.Type, getter => getter.Emit(OpCodes.Ldfld, field));
        }

        constructor.Emit(OpCodes.Ret);
        foreach (var fact in facts)
        {
            DefineReader(type, fact.Name, ReaderOf(fact.Type), fact.Slot);
        }

        foreach (var fact in known)
        {
            DefineReader(type, fact.Name, "Known", fact.Slot);
        }

        return type.CreateType();
    }

    private static string ReaderOf(FactType type) => type switch
    {
        FactType.Boolean => "Flag",
        FactType.Number => "Number",
        FactType.Set => "Set",
        _ => "Text",
    };

    private static void DefineReader(TypeBuilder type, string name, string reader, int slot)
    {
        var method = typeof(FactsView).GetMethod(reader, BindingFlags.Instance | BindingFlags.NonPublic)!;
        DefineGetter(type, name, method.ReturnType, getter =>
        {
            getter.Emit(OpCodes.Ldc_I4, slot);
            getter.Emit(OpCodes.Call, method);
        });
    }

    private static void DefineGetter(TypeBuilder type, string name, Type result, Action<ILGenerator> body)
    {
        var method = type.DefineMethod($"get_{name}", MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig, result, Type.EmptyTypes);
        var getter = method.GetILGenerator();
        getter.Emit(OpCodes.Ldarg_0);
        body(getter);
        getter.Emit(OpCodes.Ret);
        type.DefineProperty(name, PropertyAttributes.None, result, null).SetGetMethod(method);
    }
}
