apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: open, namespace: shop}
spec: {"podSelector": {}, "policyTypes": ["Egress"], "egress": [{}]}
---
