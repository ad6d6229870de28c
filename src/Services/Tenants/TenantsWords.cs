namespace PadelSaaS.Tenants;

/// <summary>Marks the sentences of Tenants. The English sentence is the key; <c>TenantsWords.es.resx</c> and <c>TenantsWords.ur.resx</c> translate it.</summary>
internal sealed class TenantsWords;
