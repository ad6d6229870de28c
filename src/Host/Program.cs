using PadelSaaS.Host.Commands;

return await CommandLine.RunAsync(args);

/// <summary>The host's entry, visible to the tests that start it in process.</summary>
public sealed partial class Program;
